const COUNT = new Intl.NumberFormat("en");
const COMPACT = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });
const DURATION = /^(-?)P(?:(-?\d+)D)?(?:T(?:(-?\d+)H)?(?:(-?\d+)M)?(?:(-?[\d.]+)S)?)?$/;
const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;
const DAY = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium" });

// What stands where there is no number.
export const NONE = "–";

// Reads PT1M2.5S into seconds.
export function seconds(iso) {
  const parts = typeof iso === "string" ? DURATION.exec(iso) : null;
  if (!parts) {
    return undefined;
  }
  const [days, hours, minutes, rest] = parts.slice(2).map((part) => Number(part ?? 0));
  return (parts[1] ? -1 : 1) * (((days * 24 + hours) * 60 + minutes) * 60 + rest);
}

// Reads an instant into milliseconds.
export function instant(iso) {
  const time = Date.parse(iso);
  return Number.isNaN(time) ? undefined : time;
}

export function count(value) {
  if (value === undefined) {
    return NONE;
  }
  return value < 1e7 ? COUNT.format(value) : COMPACT.format(value);
}

export function exactCount(value) {
  return value === undefined ? NONE : COUNT.format(value);
}

export function rate(value) {
  if (value === undefined) {
    return NONE;
  }
  return value > 0 && value < 10 ? value.toFixed(1) : count(Math.round(value));
}

export function duration(value) {
  if (value === undefined) {
    return NONE;
  }
  if (value < 1) {
    return value < 0.001 ? Math.round(value * 1e6) + " µs" : trim(value * 1000) + " ms";
  }
  if (value < 60) {
    return trim(value) + " s";
  }
  const whole = Math.floor(value);
  if (whole < 3600) {
    return two(whole / 60, "min", whole % 60, "s");
  }
  return whole < 86400 ? two(whole / 3600, "h", (whole % 3600) / 60, "min")
    : two(whole / 86400, "d", (whole % 86400) / 3600, "h");
}

export function clock(time) {
  return new Date(time).toLocaleTimeString("en-GB");
}

// A value of which nothing is known but what it looks like.
export function plain(value) {
  if (typeof value === "number") {
    return exactCount(value);
  }
  return INSTANT.test(value) ? moment(value) : seconds(value) === undefined ? String(value) : duration(seconds(value));
}

// With the day, unless that is today.
function moment(iso) {
  const time = new Date(iso);
  return time.toDateString() === new Date().toDateString() ? clock(time) : DAY.format(time) + " " + clock(time);
}

// Makes "Next alarm" of nextAlarm.
export function words(name) {
  return capital(name.replace(/[A-Z]/g, (letter) => " " + letter.toLowerCase()));
}

export function capital(text) {
  return text[0].toUpperCase() + text.slice(1);
}

export function shortClass(name) {
  return name?.slice(name.lastIndexOf(".") + 1);
}

// The colon that ends the class is followed by a message, in which dots mean nothing.
export function shortFailure(text) {
  const [, type, rest] = /^((?:error: )?[\w.$]+)(.*)$/s.exec(text ?? "") ?? [undefined, "", text ?? ""];
  return shortClass(type.replace(/^error: /, "")) + rest;
}

export function plural(number, noun) {
  return count(number) + " " + noun + (number === 1 ? "" : "s");
}

function trim(value) {
  return value < 9.95 ? value.toFixed(1).replace(".0", "") : String(Math.round(value));
}

function two(large, largeUnit, small, smallUnit) {
  const rest = Math.floor(small);
  return Math.floor(large) + " " + largeUnit + (rest > 0 ? " " + rest + " " + smallUnit : "");
}
