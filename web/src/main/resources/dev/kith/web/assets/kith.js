// Writes go out as JSON, because the host takes nothing else.
htmx.defineExtension("json", {
  onEvent(name, event) {
    if (name === "htmx:configRequest" && event.detail.verb !== "get") {
      event.detail.headers["Content-Type"] = "application/json";
    }
  },
  encodeParameters(request, parameters) {
    return JSON.stringify(Object.fromEntries(parameters));
  },
});

// Progress arrives several times a second; a screen reader hears it only when its words change.
function announce() {
  const spoken = document.querySelector("[data-announce]");
  const announcer = document.getElementById("announcer");
  if (spoken && announcer.textContent !== spoken.dataset.announce) {
    announcer.textContent = spoken.dataset.announce;
  }
}
document.addEventListener("htmx:sseMessage", announce);
document.addEventListener("htmx:afterSettle", announce);

// A click replaces the pressed button; the keyboard goes on at its successor, or at the heading of the lists.
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.requestConfig && event.detail.requestConfig.verb === "post") {
    const lists = event.detail.requestConfig.path.includes("/lists");
    const next = document.querySelector(lists ? "#lists-title" : "#activity .buttons button:not([disabled])");
    if (next) next.focus({ preventScroll: true });
    if (lists) offer();
  }
});

// The form for another list asks both systems what they have: when it is opened, and when a list has been saved.
function offer() {
  const form = document.querySelector("details.add[open] > div");
  if (form) htmx.trigger(form, "offer");
}
document.addEventListener("toggle", (event) => {
  if (event.target.matches("details.add")) offer();
}, true);
