/* File input with preview: what will be sent, how large, and a way to take one back. */
import { element, icon } from "./elements.js";
import { say } from "./strings.js";

export function start(box) {
  const input = box.querySelector('input[type="file"]');
  const list = box.querySelector("[data-upload-list]");
  const limit = Number(box.dataset.limitMb || 10);
  let refused = [];

  const show = () => list.replaceChildren(
    ...[...input.files].map((file) => row(file, () => keep(input, (other) => other !== file, show))),
    ...refused.map((words) => element("li", { class: "upload-wrong", role: "alert" }, words)),
  );
  const check = () => {
    refused = [...input.files].flatMap((file) => {
      if (file.size > limit * 1024 * 1024) return [say("too_large", { name: file.name, limit })];
      if (!accepted(file, input.accept)) return [say("wrong_type", { name: file.name })];
      return [];
    });
    keep(input, (file) => file.size <= limit * 1024 * 1024 && accepted(file, input.accept), show);
  };
  input.addEventListener("change", check);
  input.form?.addEventListener("reset", () => { refused = []; setTimeout(show); });
  acceptDrops(box.querySelector(".upload-drop"), input, check);
}

function keep(input, wanted, then) {
  const files = new DataTransfer();
  for (const file of input.files) if (wanted(file)) files.items.add(file);
  input.files = files.files;
  then();
}

function row(file, remove) {
  const button = element("button", {
    type: "button", class: "button button-quiet button-small button-icon", "aria-label": say("remove", { name: file.name }),
  }, icon("x"));
  button.addEventListener("click", remove);
  return element("li", { class: "upload-file" },
    thumbnail(file),
    element("span", {},
      element("span", { class: "upload-name clamp-1" }, file.name),
      element("span", { class: "upload-size" }, size(file.size))),
    button);
}

function thumbnail(file) {
  if (!file.type.startsWith("image/")) return element("span", { class: "upload-thumb" }, icon("file"));
  const picture = element("img", { class: "upload-thumb", alt: "", src: URL.createObjectURL(file) });
  picture.addEventListener("load", () => URL.revokeObjectURL(picture.src), { once: true });
  picture.addEventListener("error", () => picture.replaceWith(element("span", { class: "upload-thumb" }, icon("file"))), { once: true });
  return picture;
}

function size(bytes) {
  return bytes < 1024 * 1024 ? `${Math.max(Math.round(bytes / 1024), 1)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

function accepted(file, accept) {
  if (!accept) return true;
  return accept.split(",").map((rule) => rule.trim().toLowerCase()).some((rule) => {
    if (rule.startsWith(".")) return file.name.toLowerCase().endsWith(rule);
    if (rule.endsWith("/*")) return file.type.startsWith(rule.slice(0, -1));
    return file.type === rule;
  });
}

function acceptDrops(zone, input, check) {
  const over = (event, inside) => { event.preventDefault(); zone.toggleAttribute("data-over", inside); };
  zone.addEventListener("dragover", (event) => over(event, true));
  zone.addEventListener("dragleave", (event) => over(event, false));
  zone.addEventListener("drop", (event) => {
    over(event, false);
    const files = new DataTransfer();
    for (const file of input.multiple ? [...input.files, ...event.dataTransfer.files] : [event.dataTransfer.files[0]]) {
      if (file) files.items.add(file);
    }
    input.files = files.files;
    check();
  });
}
