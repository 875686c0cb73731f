/*
 * Finds the number that a task asks for: the digest (SHA-256) of "task:number" begins with so many zero bits.
 * Task and colon are the first block of 64 bytes, so that each try costs one block.
 */
const PRIMES = primes(64);
const ROUND = PRIMES.map((prime) => fraction(Math.cbrt(prime)));
const BEGIN = PRIMES.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));
const words = new Int32Array(64);

self.onmessage = ({ data: { text, bits } }) => {
  const first = Int32Array.from(BEGIN);
  fill(`${text}:`);
  compress(first);
  const state = new Int32Array(8);
  for (let number = 0; ; number += 1) {
    state.set(first);
    fillLast(String(number), text.length + 1);
    compress(state);
    if (Math.clz32(state[0]) >= bits) {
      self.postMessage({ answer: String(number) });
      return;
    }
    if (number % 8192 === 8191) self.postMessage({ share: Math.min(number / 2 ** bits, 0.95) });
  }
};

function fill(text) {
  for (let word = 0; word < 16; word += 1) {
    words[word] = (text.charCodeAt(4 * word) << 24) | (text.charCodeAt(4 * word + 1) << 16)
      | (text.charCodeAt(4 * word + 2) << 8) | text.charCodeAt(4 * word + 3);
  }
}

function fillLast(digits, before) {
  words.fill(0, 0, 16);
  for (let place = 0; place < digits.length; place += 1) {
    words[place >> 2] |= digits.charCodeAt(place) << (24 - 8 * (place & 3));
  }
  words[digits.length >> 2] |= 0x80 << (24 - 8 * (digits.length & 3));
  words[15] = 8 * (before + digits.length);
}

function compress(state) {
  for (let t = 16; t < 64; t += 1) {
    const x = words[t - 15], y = words[t - 2];
    const low = turned(x, 7) ^ turned(x, 18) ^ (x >>> 3);
    const high = turned(y, 17) ^ turned(y, 19) ^ (y >>> 10);
    words[t] = (words[t - 16] + low + words[t - 7] + high) | 0;
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let t = 0; t < 64; t += 1) {
    const one = (h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + ((e & f) ^ (~e & g)) + ROUND[t] + words[t]) | 0;
    const two = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g; g = f; f = e; e = (d + one) | 0;
    d = c; c = b; b = a; a = (one + two) | 0;
  }
  state[0] += a; state[1] += b; state[2] += c; state[3] += d;
  state[4] += e; state[5] += f; state[6] += g; state[7] += h;
}

function turned(word, by) {
  return (word >>> by) | (word << (32 - by));
}

function primes(count) {
  const found = [];
  for (let number = 2; found.length < count; number += 1) {
    if (found.every((prime) => number % prime)) found.push(number);
  }
  return found;
}

/** The first 32 bits behind the point. */
function fraction(root) {
  return ((root - Math.floor(root)) * 2 ** 32) | 0;
}
