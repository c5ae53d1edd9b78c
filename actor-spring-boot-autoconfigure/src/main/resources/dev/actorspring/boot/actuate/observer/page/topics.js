// Which events reach whom, and who is in which group. Asked for only while somebody looks at it.

import { el, refill, setText, show } from "./dom.js";
import { count, NONE, plural, shortClass } from "./format.js";

export class Topics {

  #section;
  #open;
  #topics = el("tbody");
  #groups = el("tbody");
  #title = el("h2", { id: "topics-title" }, "Topics and groups");
  #details;
  #groupTable;
  #more = el("p", { class: "quiet" });

  // Opened is told when somebody begins to look; open is told the path of an actor.
  constructor(section, opened, open) {
    this.#section = section;
    this.#open = open;
    this.#groupTable = table("Group", "Of", "Members", "Here", "On other nodes");
    this.#groupTable.append(this.#groups);
    const topicTable = table("Event", "Reaches");
    topicTable.append(this.#topics);
    this.#details = el("details", { ontoggle: () => this.isOpen && opened() },
        el("summary", {}, this.#title), topicTable, this.#groupTable, this.#more);
    section.append(this.#details);
    show(section, true);
  }

  get isOpen() {
    return this.#details.open;
  }

  // Null if there is nothing to be seen.
  update(told) {
    show(this.#section, told !== null);
    if (told === null) {
      return;
    }
    refill(this.#topics, told.topics, () => told.topics.map((topic) => el("tr", { "data-event": topic.event },
        el("th", { scope: "row" }, shortClass(topic.event)),
        el("td", {}, topic.subscribers.map((each) => each.actor + " (" + count(each.active) + ")").join(", ") || NONE))));
    show(this.#groupTable, told.groups.length > 0);
    refill(this.#groups, told.groups, () => told.groups.map((group) => this.#group(group)));
    const left = told.groupCount - told.groups.length;
    setText(this.#more, left > 0 ? plural(left, "group") + " more" : "");
  }

  #group(group) {
    const elsewhere = Object.entries(group.elsewhere ?? {});
    const all = elsewhere.reduce((sum, [, members]) => sum + members, group.size);
    const left = group.size - group.members.length;
    return el("tr", { "data-group": group.name },
        el("th", { scope: "row" }, group.name),
        el("td", {}, shortClass(group.type)),
        el("td", {}, count(all)),
        el("td", {}, ...group.members.flatMap((path) => [this.#link(path), " "]), left > 0 ? "and " + count(left) + " more" : ""),
        el("td", {}, elsewhere.map(([node, members]) => node + ": " + count(members)).join(", ") || NONE));
  }

  #link(path) {
    return el("button", { type: "button", class: "link", onclick: () => this.#open(path) }, path);
  }

}

function table(...columns) {
  return el("table", {}, el("thead", {}, el("tr", {}, ...columns.map((name) => el("th", { scope: "col" }, name)))));
}
