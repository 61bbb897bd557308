// What a word is. Letters are compared without marks, Arabic ye and kaf are Persian ones, digits are ours; a hyphen or a
// half-space joins: S-300, S300 and its parts are all found, «می‌خواهد» as «میخواهد» and by its parts.
const LETTERS = {
  ı: "i", ł: "l", ø: "o", đ: "d", ð: "d", þ: "th", ß: "ss", æ: "ae", œ: "oe",
  ي: "ی", ى: "ی", ك: "ک", ة: "ه", ە: "ه", ہ: "ه", ھ: "ه", ٱ: "ا", "٬": ",", "٫": ".",
};
const SWAPPED = new RegExp(`[${Object.keys(LETTERS).join("")}]`, "g");
const HYPHENS = "\\-\\u2010-\\u2013\\u2212";
const ABOVE = "'’ʼʿʾ‘`´";
const PIECE = "[\\p{L}\\p{N}\\p{M}\\u0640]+";
const THOUSANDS = "\\p{Nd}{1,3}(?:[,٬]\\p{Nd}{3})+(?!\\p{Nd})(?:[.٫]\\p{Nd}+)?";
const DECIMAL = "\\p{Nd}+٫\\p{Nd}+";
const WORD = new RegExp(`${THOUSANDS}|${DECIMAL}|${PIECE}(?:[${HYPHENS}${ABOVE}/._\\u200c]${PIECE})*`, "gu");
const PLAIN = /^[a-z0-9]+$/;

// A tatweel, a soft hyphen and marks of direction are no letters.
const plain = (text) => (PLAIN.test(text) ? text : text.normalize("NFKD").toLowerCase()
  .replace(/[\p{M}\u0640\u00ad\u200d-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu, "")
  .replace(SWAPPED, (letter) => LETTERS[letter])
  .replace(/[\u06f0-\u06f9\u0660-\u0669]/g, (digit) => String.fromCharCode(48 + (digit.charCodeAt(0) & 15))));

// One form for one and many: treaties, vetoes, alliances, the 1990s.
const one = (word) => {
  if (/\ds$/.test(word)) return word.slice(0, -1);
  if (word.length < 4 || !/^[a-z]+s$/.test(word) || /(ss|us|is)$/.test(word)) return word;
  if (/[^ae]ies$/.test(word) && word.length > 4) return `${word.slice(0, -3)}y`;
  return word.replace(/(?:(ch|sh|ss|x|z|o)es|s)$/, "$1");
};

// The forms under which a word of a text is found: as a whole first, then its parts.
const known = new Map();
const forms = (said) => {
  if (!known.has(said)) known.set(said, formed(said));
  return known.get(said);
};
const LINKS = new RegExp(`[${HYPHENS}\\u200c]`);
const [OWNS, APOSTROPHES] = [new RegExp(`[${ABOVE}]s$`), new RegExp(`[${ABOVE}]`, "g")];
const formed = (said) => {
  const word = plain(said).replace(OWNS, "").replace(APOSTROPHES, "");
  if (/^[a-z]+$/.test(word)) return [one(word)];
  if (/^\d+([.,]\d+)*$/.test(word)) return [word.replace(/,/g, "")];
  const pieces = word.split(LINKS).filter(Boolean);
  if (pieces.length > 1) {
    const from = pieces.every((piece) => /^[\d.]+$/.test(piece)); // from year to year
    return [...(from ? [] : [one(pieces.join(""))]), ...pieces.flatMap(formed)];
  }
  const parts = word.split(/[/._]/).filter(Boolean);
  if (parts.length < 2) return parts.map(one);
  return /^[pa]\d+\.\d+$/.test(word) ? [word, parts[0]] : [one(word), ...parts.map(one)];
};
const tokens = (text) => (text.match(WORD) || []).flatMap(forms);
const whole = (text) => (text.match(WORD) || []).map((word) => forms(word).slice(0, 1)).join(" ");

// Words that say nothing of what is sought.
const SMALL = new Set(`
  a about an and any are as at be been by can could did do does for from had has have how if in into is it its of on or our so
  than that the their them then there these they this those to was we were what when where which while who whom whose why will
  with would you و در به از که این آن را با برای است بود شد می نمی ها های هایی یا بر تا هم چه چرا آیا
`.trim().split(/\s+/).map(plain));

// Other spellings and names of the same, each line one thing: a name of one word finds the others.
const SAME = [
  "turkey|turkiye", "hezbollah|hizballah|hizbullah|hizbollah|hezballah", "assad|asad", "houthi|huthi|ansar allah|ansarallah|ansarullah",
  "un|united nations", "usa|united states|america|u.s|us", "ussr|soviet union|soviet", "eu|european union", "uk|britain|united kingdom",
  "uae|united arab emirates|emirates", "gcc|gulf cooperation council", "sco|shanghai cooperation organisation",
  "jcpoa|nuclear deal|barjam|برجام",
  "eaeu|eurasian economic union", "csto|collective security treaty organization", "unsc|security council", "unga|general assembly",
  "unscr|res|resolution", "irgc|revolutionary guard|pasdaran", "isis|isil|daesh|islamic state", "kyiv|kiev", "putin|poutine",
  "turkmenchay|turkmanchay|turkmenchai|turkmanchai|torkmanchay|torkamanchay", "gulistan|golestan", "khomeini|khomeyni", "khamenei|khamenaei",
  "mosaddegh|mossadegh|mosaddeq|mosadegh|mussadiq", "soleimani|suleimani|sulaimani", "ahmadinejad|ahmadinezhad", "rouhani|rohani|ruhani",
  "defense|defence", "organization|organisation", "neighbor|neighbour", "drone|uav",
  "russia|russian", "iran|iranian", "syria|syrian", "china|chinese", "israel|israeli", "persia|persian", "azerbaijan|azerbaijani", "saudi|ksa",
].map((line) => line.split("|").map((name) => name.split(" ").map((word) => forms(word)[0])));

// What the index says, of the signs by which `shorter.py` writes it.
const SIGNS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
const SAID = new RegExp("([a-t]|[u-zA-Z][a-zA-Z])|!([^!]+)!"
  + "|((?:(?![a-zA-Z])[\\p{L}\\p{N}]|[\\u0300-\\u036f\\u064b-\\u065f\\u0670\\u200c])+)|([,.])|(?:~(?=[~,.])|!(?=!))?(.)", "gsu");
const speaker = (list) => {
  const words = list.split(" ");
  const place = ([one, two]) => (two ? 20 + (SIGNS.indexOf(one) - 20) * 52 + SIGNS.indexOf(two) : SIGNS.indexOf(one));
  return (short) => {
    let before = "";
    return short.replace(SAID, (_, sign, out, plain, stop, other) => {
      const word = sign ? words[place(sign)] : out || plain;
      const space = before === "stop" || (word && before === "word") ? " " : "";
      before = word ? "word" : stop ? "stop" : "other";
      return space + (word || stop || other);
    });
  };
};
