"use strict";

// Checks a certificate's code against CHECK (kiem-tra-du-lieu.js) in this browser alone; no code is sent anywhere.
// The page begins with "not checked" and says more only once this script has shown that it can. What it tells of a
// certificate is what the office signed: of a code that it did not sign, nothing is repeated under its name.
(() => {
  const { prefix, words, levels, not_entered } = CHECK;
  const keys = new Map(CHECK.keys), revoked = new Map(CHECK.revoked);
  const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const LENGTH_BYTES = 2, KEY_BYTES = 4, SIGNATURE_BYTES = 64;
  const ALGORITHM = { name: "Ed25519" };
  const byId = (id) => document.getElementById(id);
  const form = byId("kiem-tra"), answer = byId("ket-luan"), notChecked = byId("chua-kiem-tra");
  const filled = (template, facts) => template.replace(/\{(\w+)\}/g, (_, name) => facts[name]);

  // --- what a code is --------------------------------------------------------------------------------------------

  const lettersFor = (bytes) => Math.ceil((bytes * 8) / 5);

  // Base32 as whole bytes; null where the last letter carries bits that say nothing: no other spelling is the code.
  const decoded = (letters) => {
    const bytes = new Uint8Array(Math.floor((letters.length * 5) / 8));
    let value = 0, bits = 0, at = 0;
    for (const letter of letters) {
      value = (value << 5) | LETTERS.indexOf(letter);
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        bytes[at++] = value >> bits;
        value &= (1 << bits) - 1;
      }
    }
    return value === 0 ? bytes : null;
  };

  // The first four letters hold the length of the claim; what follows a code is cut off.
  const cut = (letters) => {
    if (letters.length < 4) return letters;
    const [first, second] = decoded(letters.slice(0, 4).replace(/.$/, (last) => LETTERS[LETTERS.indexOf(last) & 16]));
    const bytes = LENGTH_BYTES + first * 256 + second + KEY_BYTES + SIGNATURE_BYTES;
    return letters.slice(0, lettersFor(bytes));
  };

  // The codes in what somebody gave: an address, a scan, a paste over several lines, small letters too.
  const codesIn = (text) => {
    const plain = text.replace(/%3A/gi, ":").toUpperCase().replace(/[\s\p{Cf}]/gu, "");
    const found = plain.split(prefix).slice(1).map((rest) => cut(rest.match(/^[A-Z2-7]*/)[0]));
    return [...new Set(found)];
  };

  const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");

  const takenApart = (letters) => {
    const whole = decoded(letters);
    if (!whole || whole.length < LENGTH_BYTES + KEY_BYTES + SIGNATURE_BYTES) return null;
    const ends = LENGTH_BYTES + whole[0] * 256 + whole[1];
    if (whole.length !== ends + KEY_BYTES + SIGNATURE_BYTES) return null;
    return {
      claim: whole.slice(LENGTH_BYTES, ends),
      key: hex(whole.slice(ends, ends + KEY_BYTES)),
      signed: whole.slice(0, ends + KEY_BYTES),
      signature: whole.slice(ends + KEY_BYTES),
    };
  };

  const isClaim = (claim) =>
    Array.isArray(claim) && claim.length === 9 && Number.isInteger(claim[3]) &&
    claim.every((value, place) => place === 3 || typeof value === "string");

  const claimOf = (bytes) => {
    try {
      const claim = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
      const [unit, school, school_year, level, number, dated, issued_on, serial] = claim;
      return isClaim(claim) ? { unit, school, school_year, level, number, dated, issued_on, serial } : null;
    } catch {
      return null;
    }
  };

  // --- what is to be said of it ----------------------------------------------------------------------------------

  const subtle = () => globalThis.crypto.subtle;
  const keyOf = (name) =>
    subtle().importKey("raw", Uint8Array.from(keys.get(name).match(/../g), (two) => parseInt(two, 16)), ALGORITHM, false, ["verify"]);
  const hashOf = async (text) => hex(new Uint8Array(await subtle().digest("SHA-256", new TextEncoder().encode(text))));

  const verdictOn = async (letters) => {
    const parts = takenApart(letters);
    if (!parts) return { verdict: "unreadable" };
    if (!keys.has(parts.key)) return { verdict: "unknown_key", facts: { key: parts.key } };
    if ((await subtle().verify(ALGORITHM, await keyOf(parts.key), parts.signature, parts.signed)) !== true)
      return { verdict: "changed" };
    const claim = claimOf(parts.claim);
    if (!claim) return { verdict: "unreadable" };
    const day = revoked.get(await hashOf(prefix + letters));
    return day ? { verdict: "revoked", facts: { day }, claim } : { verdict: "genuine", claim };
  };

  // --- saying it -------------------------------------------------------------------------------------------------

  const element = (name, className, ...inside) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...inside);
    return made;
  };
  const plainly = (text) => text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, "").trim() || not_entered;
  const day = (iso) => plainly(iso.split("-").reverse().join("/"));

  const rowsOf = (claim) => [
    ["school", plainly(claim.school)],
    ["unit", plainly(claim.unit)],
    ["school_year", plainly(claim.school_year)],
    ["level", levels[claim.level] ?? String(claim.level)],
    ["decision", filled(words.decision_of, { number: plainly(claim.number), day: day(claim.dated) })],
    ["issued_on", day(claim.issued_on)],
    ["serial", plainly(claim.serial)],
  ];

  const claimShown = (claim) => {
    const list = element("dl", "muc");
    list.append(...rowsOf(claim).map(([name, value]) => element("div", "", element("dt", "", words[name]), element("dd", "", value))));
    return [element("h3", "", words.facts), list, element("p", "ghi-chu", words.compare)];
  };

  const CLASSES = { genuine: "hop-le", revoked: "khong-hop-le", changed: "khong-hop-le" };
  const shown = ({ verdict, facts, claim }) => {
    const head = element("h2", "", words[`${verdict}_title`]);
    const note = element("p", "", filled(words[`${verdict}_note`], facts ?? {}));
    const made = element("section", `ket-luan ${CLASSES[verdict] ?? "chua-ro"}`, head, note, ...(claim ? claimShown(claim) : []));
    made.dataset.verdict = verdict;
    return made;
  };

  // --- what people do --------------------------------------------------------------------------------------------

  let turn = 0;
  const giveUp = () => {
    answer.replaceChildren();
    form.hidden = true;
    notChecked.hidden = false;
    if (!globalThis.isSecureContext) byId("vi-sao").textContent = words.insecure;
  };

  const check = async (text) => {
    const mine = ++turn;
    answer.replaceChildren(element("p", "", words.checking));
    try {
      const codes = codesIn(text);
      const verdicts = await Promise.all((codes.length ? codes : [""]).map(verdictOn));
      if (mine === turn) answer.replaceChildren(...verdicts.map(shown));
    } catch {
      giveUp();
    }
  };

  const fromAddress = () => {
    if (!codesIn(location.hash).length) return;
    form.ma.value = prefix + codesIn(location.hash)[0];
    check(form.ma.value);
  };

  const fromForm = async (event) => {
    event.preventDefault();
    await check(form.ma.value);
    answer.scrollIntoView();
  };

  const start = async () => {
    try {
      await keyOf(CHECK.keys[0][0]);
    } catch {
      return giveUp();
    }
    notChecked.hidden = true;
    form.hidden = false;
    form.addEventListener("submit", fromForm);
    addEventListener("hashchange", fromAddress);
    fromAddress();
  };
  start();
})();
