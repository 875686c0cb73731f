/*
 * Speaking instead of typing, where the device itself can write down what is said. Nothing said ever leaves the device:
 * a browser that would send the sound to somebody else's server is not asked, and the button stays away.
 */
const Recognition = window.SpeechRecognition ?? window.webkitSpeechRecognition;
const LANGUAGES = { zh: "zh-CN", en: "en-US" };

for (const box of document.querySelectorAll("[data-dictate]")) offer(box);

async function offer(box) {
  const language = LANGUAGES[document.documentElement.lang.slice(0, 2)];
  if (!Recognition?.available || !language) return;
  const found = await Recognition.available({ langs: [language], processLocally: true }).catch(() => "unavailable");
  if (found !== "available") return;
  box.hidden = false;
  const button = box.querySelector("button");
  let listening = null;
  button.addEventListener("click", () => {
    if (listening) listening.stop();
    else listening = listen(box, language, () => { listening = null; });
  });
}

function listen(box, language, ended) {
  const field = document.getElementById(box.dataset.dictate);
  const button = box.querySelector("button");
  const said = box.querySelector("[data-said]");
  const recognition = new Recognition();
  Object.assign(recognition, { lang: language, processLocally: true, continuous: true, interimResults: true });
  recognition.onresult = ({ resultIndex, results }) => {
    let underway = "";
    for (const result of [...results].slice(resultIndex)) {
      if (result.isFinal) put(field, result[0].transcript);
      else underway += result[0].transcript;
    }
    said.textContent = underway.slice(-14);
  };
  recognition.onerror = ({ error }) => {
    said.textContent = error === "not-allowed" ? box.dataset.notAllowed : box.dataset.failed;
  };
  recognition.onend = () => {
    show(button, box, false);
    ended();
  };
  said.textContent = "";
  show(button, box, true);
  recognition.start();
  return recognition;
}

function show(button, box, on) {
  button.setAttribute("aria-pressed", String(on));
  button.querySelector("[data-label]").textContent = on ? box.dataset.stop : box.dataset.start;
}

function put(field, text) {
  const words = text.trim();
  if (!words) return;
  const gap = field.value && !/\s$/.test(field.value) && /[a-z0-9.,]$/i.test(field.value) ? " " : "";
  field.value += gap + words;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
