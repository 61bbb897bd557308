// What is found, and in which order: what is named exactly, then titles that say all that was asked, then text.
const KINDS = {
  term: 0.8, meaning: 0.5, page: 1.2, section: 1.2, figure: 1, passage: 1, table: 0.8, claim: 0.9,
  correction: 0.6, reference: 0.3, data: 0.25, helper: 0.2, module: 0.2,
};
const ORDER = Object.keys(KINDS);
// What has a title of its own, and how much it counts that the title says what is sought.
const TITLED = new Map([["term", 4], ["page", 2], ["section", 1.5], ["figure", 1.2], ["passage", 1.2], ["table", 1.2]]);
const NAMED = new Set([...TITLED.keys(), "claim", "correction"]);
const CODED = new Set(["claim", "passage", "correction"]);
const UNTITLED = new Set(["claim", "correction", "reference", "helper"]);
// What is called as its place on the page is.
const CALLED = { helper: (id) => id, reference: (id) => id.replace("ref-", "") };
const PLACE = {
  figure: "figure", fig: "figure", chart: "figure", شکل: "figure", نمودار: "figure",
  table: "table", tbl: "table", tab: "table", جدول: "table",
};

class Finder {
  constructor({ words, pages, entries }) {
    const said = speaker(words);
    this.entries = entries.map(([page, kind, id, label, ...short], place) => {
      const [title, text] = short.map(said);
      const [address, chapter, number] = pages[page];
      const name = label || CALLED[kind]?.(id) || "";
      return { place, kind, label: name, title, text, chapter, number, address: id ? `${address}#${id}` : address };
    });
    this.names = new Map();
    for (const entry of this.entries) {
      for (const name of new Set([whole(entry.title), ...entry.label.split("،").map(whole)])) this.call(name, entry);
    }
    // What a claim or a reference says is long: it is text rather than a name, and so are names of code.
    const held = {
      label: ({ kind, label }) => (NAMED.has(kind) ? label : ""),
      title: ({ kind, title }) => (UNTITLED.has(kind) ? "" : title),
      text: ({ kind, label, title, text }) => `${UNTITLED.has(kind) ? title : ""} ${NAMED.has(kind) ? "" : label} ${text}`,
      chapter: ({ chapter }) => chapter,
      place: ({ place }) => place,
    };
    this.index = new MiniSearch({
      idField: "place",
      fields: ["label", "title", "text", "chapter"],
      extractField: (entry, field) => held[field](entry),
      tokenize: tokens,
      processTerm: (term) => term,
      searchOptions: {
        boost: { label: 4, title: 3, chapter: 0.4 },
        bm25: { k: 1.4, b: 0.4, d: 0.5 },
        tokenize: (term) => [term],
        boostDocument: (place) => KINDS[this.entries[place].kind],
      },
    });
    this.ready = this.index.addAllAsync(this.entries, { chunkSize: 50 }); // one can type meanwhile
  }

  // Of code and data a plain word is no name: "claims" is more than the table of that name.
  call(name, entry) {
    if (!name || (!NAMED.has(entry.kind) && !/[._\d]/.test(name))) return;
    if (!this.names.has(name)) this.names.set(name, []);
    this.names.get(name).push(entry);
  }

  // Entries that the query names: a claim, a paragraph with its claims, a figure, a chapter, a term, a title.
  straight(query) {
    const said = plain(query).replace(/[«»"“”()]/g, " ").trim().replace(/\s+/g, " ");
    const code = said.match(/^(?:claim|paragraph|passage|ادعای?|بند)? ?([pa])[ -]?(\d+)(?:[.\-_ ](\d+))?$/);
    if (code) return this.coded(`${code[1]}${code[2]}`.toUpperCase(), code[3]);
    const unit = said.match(/^(\p{L}+?)s?[. ]*(\d+(?:[.\-]\d+)?)$/u);
    if (unit && PLACE[unit[1]]) return this.numbered(PLACE[unit[1]], unit[2].replace("-", "."));
    if (/^\d+\.\d+$/.test(said)) return ["figure", "table"].flatMap((kind) => this.numbered(kind, said));
    const chapter = said.match(/^(?:chapter|ch|فصل)[. ]*(\d+)$/);
    if (chapter) return this.entries.filter((entry) => entry.kind === "page" && entry.number === Number(chapter[1]));
    const name = whole(query);
    const found = this.names.get(name) || this.names.get(name.replace(/ /g, "")) || [];
    return [...found].sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) || a.place - b.place);
  }

  // A claim and what is to be corrected in it, or a paragraph and all its claims.
  coded(paragraph, number) {
    const fits = number ? (code) => code === `${paragraph}.${number}` : (code) => code.split(".")[0] === paragraph;
    return this.entries.filter(({ kind, label }) => CODED.has(kind) && fits(label.toUpperCase().replace("-", ".")));
  }

  numbered(kind, number) {
    return this.entries.filter((entry) => {
      const own = entry.kind === kind && entry.label.match(/[\d.]+$/)?.[0];
      return own && (own === number || own.startsWith(`${number}.`));
    });
  }

  // What is sought, word by word: each with the ways in which a text may say it.
  asked(query) {
    const words = query.replace(/\b([sa])\/res\/(\d+)/gi, "resolution $2").match(WORD) || [];
    const said = words.filter((word) => forms(word).length);
    const telling = said.filter((word) => !SMALL.has(plain(word)));
    const found = (telling.length ? telling : said).map((word) => this.word(word, ways(word)));
    return found.flatMap((word, place) => {
      const [before, after] = [found[place - 1], found[place + 1]];
      if (before && this.joined(before, word)) return [];
      const name = after && this.joined(word, after);
      return name ? [this.word(`${word.said} ${after.said}`, name)] : [word];
    });
  }

  // A word of three letters that is a name, such as SCO, is not the beginning of another.
  word(said, ways) {
    const short = ways[0].length === 1 && ways[0][0].length < 4;
    return { said, ways, begins: !(short && this.has({ ways, begins: false })) };
  }

  // S 300 is a weapon, and what Persian writes apart may be one word, if one of that name is known.
  joined(one, other) {
    const [first, second] = [plain(one.said), plain(other.said)];
    const weapon = /^[a-z]{1,3}$/.test(first) && /^\d{1,4}$/.test(second);
    const persian = [first, second].every((word) => /^[\u0621-\u06cc]+$/.test(word));
    const name = (weapon || persian) && this.has({ ways: [[first + second]], begins: weapon }) && [first + second];
    return name && (weapon ? [name] : [name, [first, second]]);
  }

  has(word) {
    return this.index.search({ queries: [tree(word)] }).length > 0;
  }

  // A word that no text has is sought as one like it, or left out.
  known(words) {
    const [kept, lost, guessed] = [[], [], []];
    for (const word of words) {
      if (this.has(word)) kept.push(word);
      else if (/^\p{L}{5,}$/u.test(plain(word.said)) && this.like(word)) {
        kept.push({ ...word, ways: [[this.like(word)]] });
        guessed.push([word.said, this.like(word)]);
      } else lost.push(word.said);
    }
    return { kept, lost, guessed };
  }

  like({ said }) {
    return this.index.search({ queries: [whole(said)], fuzzy: 0.25, maxFuzzy: 2 })[0]?.terms[0];
  }

  // All words together; where no entry has them all, without the word that costs most.
  together(words, lost) {
    for (let kept = words; kept.length; ) {
      const found = this.index.search({ combineWith: "AND", queries: kept.map(tree) });
      if (found.length) return { kept, found };
      const less = kept.map((_, place) => kept.filter((_, other) => other !== place));
      const counts = less.map((some) => this.index.search({ combineWith: "AND", queries: some.map(tree) }).length);
      const worst = counts.indexOf(Math.max(...counts));
      lost.push(kept[worst].said);
      kept = less[worst];
    }
    return { kept: [], found: [] };
  }

  find(query) {
    const straight = this.straight(query);
    const { kept, lost, guessed } = this.known(this.asked(query));
    const apart = [];
    const { kept: used, found } = this.together(kept, apart);
    const first = new Set(straight);
    const others = found.map(({ id, score }) => this.ranked(this.entries[id], score, used))
      .filter(({ entry }) => !first.has(entry))
      .sort((a, b) => b.titled - a.titled || b.score - a.score || a.entry.place - b.entry.place);
    const own = (query.match(WORD) || []).map((word) => forms(word)[0]);
    return {
      exact: straight.length,
      hits: [...straight, ...others.map(({ entry }) => entry)],
      terms: new Set([...found.flatMap((one) => one.terms), ...own]),
      ...(straight.length ? { lost: [], apart: [], guessed: [] } : { lost, apart, guessed }),
    };
  }

  ranked(entry, score, words) {
    const weight = titled(entry, words);
    return { entry, titled: weight > 0, score: score * closeness(entry, words) * (weight || 1) };
  }
}

// The name of a word, its parts where it has several (but not those of S-300 or P5.4), and its other names.
const ways = (said) => {
  if (/^\d/.test(forms(said)[0]) && said.match(LINKS)) return [forms(said)]; // from year to year
  const [name, ...parts] = forms(said);
  const several = parts.length > 1 && parts.every((part) => part.length > 1);
  const apart = several ? parts.filter((part) => !SMALL.has(part)) : [];
  const same = SAME.filter((line) => line.some((other) => other.length === 1 && other[0] === name)).flat();
  const [, single] = name.match(/^([\u0621-\u06cc]{3,}?)(?:هایی|های|ها)$/) || [];
  const others = same.filter((other) => other.join() !== name);
  return [[name], ...(single ? [[single]] : []), ...(apart.length ? [apart] : []), ...others];
};

// A word may be the beginning of a longer one, a number may not.
const begins = (term) => term.length > 2 && /^\p{L}/u.test(term);
const tree = (word) => ({
  combineWith: "OR",
  queries: word.ways.map((way, place) => ({
    combineWith: "AND",
    queries: way,
    prefix: (term) => word.begins && begins(term),
    weights: { prefix: 0.4, fuzzy: 0.3 },
    boostTerm: () => (place ? 0.7 : 1),
  })),
});

const meets = (all, word, way) => way.every((part) => {
  const open = word.begins && begins(part);
  return all.some((term) => term === part || (open && term.startsWith(part)));
});
// How much it counts that the title says all that was asked; 0 where it does not.
const titled = (entry, words) => {
  if (!TITLED.has(entry.kind) || !words.length) return 0;
  const all = entry.heading ||= [...tokens(entry.title), ...tokens(entry.label)];
  return words.every((word) => word.ways.some((way) => meets(all, word, way))) ? TITLED.get(entry.kind) : 0;
};
// Words that stand side by side in the text as in the question count for more.
const closeness = (entry, words) => {
  if (words.length < 2) return 1;
  const all = entry.running ||= ` ${whole(`${entry.title} ${entry.text}`)} `;
  return all.includes(` ${words.map((word) => word.ways[0].join(" ")).join(" ")} `) ? 2 : 1;
};
