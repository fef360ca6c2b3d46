"use strict";

// Search, filters and order over SITE (du-lieu.js). The list that the page came with stays until somebody asks for
// another one; after that only the rows that are looked at are there. Whatever comes from outside becomes text alone.
(() => {
  const AT_ONCE = 100; // rows that an answer shows
  const IN_A_FRAME = 20; // as many of them as a key press has time for; the others follow
  const [NAME, KEY, PAGE, CODE, AUTHORITY, KIND, YEAR, LEVEL, DECISION, DECIDED, PUBLISHED, LINK, IS_WEB] = Array(13).keys();
  const { rows, words, levels, years, kinds, authorities } = SITE;
  const byId = (id) => document.getElementById(id);
  const form = byId("tim-kiem"), table = byId("ket-qua"), count = byId("dem"), more = byId("them");
  const body = table.tBodies[0], heads = [...table.tHead.rows[0].cells];
  const columns = heads.map((head) => ({ id: head.dataset.cot, label: head.textContent }));
  const keys = rows.map((row) => `${row[KEY]} ${authorities[row[AUTHORITY]][2]}`);
  const fields = ["tim", "don-vi", "cap-hoc", "nam", "muc"];
  const filled = (template, facts) => template.replace(/\{(\w+)\}/g, (_, name) => facts[name]);

  // --- what is asked for -----------------------------------------------------------------------------------------

  const plain = { year: years.length > 1 ? years[0] : "", sort: "name", descending: false };
  let sort = plain.sort, descending = false, hits = [], shown = 0;

  const plainKey = (text) =>
    text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/đ/g, "d").replace(/[\p{Cc}\p{Cf}]/gu, " ")
      .normalize("NFC").split(/\s+/).filter(Boolean);

  const options = (id, all, given) => {
    const select = byId(id);
    select.append(new Option(all, ""), ...given.map(([value, label]) => new Option(label, value)));
    select.parentElement.hidden = given.length < 2;
  };

  const numbers = (text) => parseInt(text, 10) || 0;
  const inOrder = (one, other) => (one < other ? -1 : one > other ? 1 : 0);
  const compare = {
    name: () => 0,
    code: (a, b) => inOrder(a[CODE].toLowerCase(), b[CODE].toLowerCase()),
    authority: (a, b) => a[AUTHORITY] - b[AUTHORITY],
    kind: (a, b) => a[KIND] - b[KIND],
    year: (a, b) => b[YEAR] - a[YEAR],
    level: (a, b) => a[LEVEL] - b[LEVEL],
    decision: (a, b) =>
      inOrder(a[DECIDED], b[DECIDED]) || numbers(a[DECISION]) - numbers(b[DECISION]) || inOrder(a[DECISION], b[DECISION]),
    published: (a, b) => inOrder(a[PUBLISHED], b[PUBLISHED]),
  };
  const orders = new Map();
  const orderBy = (column) => {
    if (!orders.has(column)) {
      const places = rows.map((_, place) => place);
      orders.set(column, places.sort((a, b) => compare[column](rows[a], rows[b]) || a - b));
    }
    return orders.get(column);
  };

  const NOBODY = "-"; // stands for the code of an authority that nobody entered
  const authorityOf = (row) => authorities[row[AUTHORITY]][0] || NOBODY;

  // What the filters let through, in order; typing looks no further than there.
  let pool = [];
  const choose = () => {
    const [authority, kind, year, level] = fields.slice(1).map((name) => form[name].value);
    const isWanted = (row) =>
      (!authority || authorityOf(row) === authority) &&
      (!kind || kinds[row[KIND]] === kind) &&
      (!year || years[row[YEAR]] === year) &&
      (!level || row[LEVEL] === +level);
    pool = orderBy(sort).filter((place) => isWanted(rows[place]));
    if (descending) pool.reverse();
  };

  const search = () => {
    const asked = plainKey(form.tim.value);
    hits = pool.filter((place) => asked.every((word) => keys[place].includes(word)));
  };

  // --- what is shown ---------------------------------------------------------------------------------------------

  const element = (name, className, ...inside) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...inside);
    return made;
  };
  const day = (iso) => (iso ? iso.split("-").reverse().join("/") : words.not_entered);
  const anchor = (text, href) => {
    const made = element("a", "", text);
    made.href = href;
    return made;
  };

  const linkOf = (row) => {
    if (!row[IS_WEB] || !/^https?:\/\//i.test(row[LINK])) return row[LINK];
    const made = anchor(words.link, row[LINK]);
    made.className = "ngoai";
    made.rel = "noopener noreferrer nofollow";
    made.append(element("span", "an-di", ` ${filled(words.link_of, { name: row[NAME] })}`));
    return made;
  };

  const cells = {
    code: (row) => [row[CODE]],
    authority: (row) => [authorities[row[AUTHORITY]][1]],
    kind: (row) => [kinds[row[KIND]]],
    year: (row) => [years[row[YEAR]]],
    level: (row) => [levels[row[LEVEL]]],
    decision: (row) => [filled(words.decision_of, { number: row[DECISION] || words.not_entered, day: day(row[DECIDED]) })],
    published: (row) => [day(row[PUBLISHED]), element("span", "hang", linkOf(row))],
  };

  const rowOf = (row) => {
    const head = element("th", "", anchor(row[NAME], `truong/${row[PAGE]}.html`));
    head.scope = "row";
    const others = columns.slice(1).map(({ id, label }) => {
      const cell = element("td", "", ...cells[id](row));
      cell.dataset.nhan = label;
      return cell;
    });
    return element("tr", "", head, ...others);
  };

  const choices = () => {
    const chosen = fields.slice(1).map((name) => form[name]).filter((select) => select.value);
    const said = chosen.map((select) => select.selectedOptions[0].text);
    const typed = form.tim.value.trim();
    return typed ? [`“${typed}”`, ...said] : said;
  };

  const tell = () => {
    const what = choices();
    const facts = { count: hits.length, shown: Math.min(shown, hits.length) };
    const said = hits.length ? filled(shown < hits.length ? words.hits_shown : words.hits, facts) : words.no_hits;
    count.textContent = what.length ? `${said} ${filled(words.filtered_by, { what: what.join("; ") })}` : said;
  };

  const rowsOf = (places) => {
    const made = document.createDocumentFragment();
    places.forEach((place) => made.append(rowOf(rows[place])));
    return made;
  };

  const add = (upTo) => body.append(rowsOf(hits.slice(body.rows.length, upTo)));

  let filling = 0;
  const fill = () => {
    clearTimeout(filling);
    if (body.rows.length >= Math.min(shown, hits.length)) return;
    filling = setTimeout(() => {
      add(Math.min(shown, body.rows.length + IN_A_FRAME));
      fill();
    }, 30);
  };

  const show = (upTo, atOnce = IN_A_FRAME) => {
    body.replaceChildren();
    shown = upTo;
    add(Math.min(shown, atOnce));
    fill();
    more.hidden = hits.length <= shown;
    tell();
  };

  const mark = () => {
    heads.forEach((head, at) => {
      const isOurs = columns[at].id === sort;
      if (isOurs) head.setAttribute("aria-sort", descending ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    });
  };

  // --- the address carries what is asked for -----------------------------------------------------------------------

  const toAddress = () => {
    const asked = new URLSearchParams();
    fields.forEach((name) => {
      const value = form[name].value.trim();
      if (name === "nam" ? value !== plain.year : value) asked.set(name, value || "*");
    });
    if (sort !== plain.sort || descending) asked.set("xep", descending ? `-${sort}` : sort);
    return String(asked);
  };

  let waiting = 0;
  const remember = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      const asked = toAddress();
      history.replaceState(null, "", asked ? `#${asked}` : location.pathname + location.search);
    }, 250);
  };

  const fromAddress = () => {
    const asked = new URLSearchParams(location.hash.slice(1));
    fields.forEach((name) => (form[name].value = asked.get(name) ?? ""));
    const year = asked.get("nam");
    form.nam.value = year === null ? plain.year : years.includes(year) ? year : "";
    const order = asked.get("xep") ?? "";
    const column = order.replace(/^-/, "");
    const isKnown = columns.some(({ id }) => id === column);
    sort = isKnown ? column : plain.sort;
    descending = isKnown && order.startsWith("-");
    fields.slice(1).forEach((name) => {
      if (form[name].selectedIndex < 0) form[name].value = "";
    });
  };

  // --- what people do ------------------------------------------------------------------------------------------------

  const answer = () => {
    choose();
    search();
    show(AT_ONCE);
  };
  const ask = (event) => {
    if (event?.target === form.tim) {
      search();
      show(AT_ONCE);
    } else answer();
    remember();
  };

  const order = (column) => {
    descending = sort === column && !descending;
    sort = column;
    mark();
    ask();
  };

  const showMore = () => {
    const next = shown;
    shown = next + AT_ONCE;
    add(next + IN_A_FRAME);
    fill();
    more.hidden = hits.length <= shown;
    tell();
    body.rows[next].querySelector("a").focus();
  };

  // Paper takes every hit, and the screen has its own back afterwards.
  let onScreen = 0;
  const forPaper = () => {
    onScreen = shown;
    if (body.rows.length < hits.length) show(hits.length, hits.length);
  };
  const backToScreen = () => {
    if (shown !== onScreen) show(onScreen);
  };

  const start = () => {
    options("don-vi", words.all_authorities, authorities.map(([code, name]) => [code || NOBODY, name]));
    options("cap-hoc", words.all_kinds, kinds.map((kind) => [kind, kind]));
    options("nam", words.all_years, years.map((year) => [year, year]));
    options("muc", words.all_levels, Object.entries(levels));
    heads.forEach((head, at) => {
      const button = element("button", "", columns[at].label);
      button.type = "button";
      button.title = filled(words.sort_by, { column: columns[at].label });
      button.addEventListener("click", () => order(columns[at].id));
      head.replaceChildren(button, element("span", "tren-giay", columns[at].label)); // a button is not repeated on paper
    });
    form.addEventListener("input", ask);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", (event) => {
      event.preventDefault();
      fields.forEach((name) => (form[name].value = ""));
      form.nam.value = plain.year;
      [sort, descending] = [plain.sort, plain.descending];
      mark();
      ask();
      form.tim.focus();
    });
    more.addEventListener("click", showMore);
    byId("in").addEventListener("click", () => print());
    addEventListener("beforeprint", forPaper);
    addEventListener("afterprint", backToScreen);
    addEventListener("hashchange", () => {
      if (location.hash && !location.hash.includes("=")) return;
      fromAddress();
      mark();
      answer();
    });
    fromAddress();
    mark();
    choose();
    search();
    form.hidden = false;
    const pages = byId("cac-trang");
    if (pages) {
      pages.hidden = true;
      [...body.rows].slice(AT_ONCE).forEach((row) => row.remove());
    }
    if (toAddress()) show(AT_ONCE);
    else {
      shown = body.rows.length;
      more.hidden = hits.length <= shown;
      tell();
    }
  };
  start();
})();
