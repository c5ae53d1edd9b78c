// Elements are made without HTML text, so nothing that the server names is ever read as markup.

const SVG = "http://www.w3.org/2000/svg";

export function el(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) {
      element.addEventListener(name.slice(2), value);
    }
    else {
      setAttribute(element, name, value);
    }
  }
  element.append(...children.filter((child) => child !== undefined));
  return element;
}

export function byId(id) {
  return document.getElementById(id);
}

// The setters leave alone what is right already: most of the page stays the same from second to second.

export function setText(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

export function setAttribute(element, name, value) {
  if (value === undefined || value === false) {
    element.removeAttribute(name);
  }
  else {
    const text = value === true ? "" : String(value);
    if (element.getAttribute(name) !== text) {
      element.setAttribute(name, text);
    }
  }
}

export function show(element, visible) {
  if (element.hidden === visible) {
    element.hidden = !visible;
  }
}

// Makes the children anew only if what they are made from has changed, so that focus and selection stay.
export function refill(element, source, build) {
  const signature = JSON.stringify(source);
  if (element.dataset.signature !== signature) {
    element.dataset.signature = signature;
    element.replaceChildren(...build());
  }
}
