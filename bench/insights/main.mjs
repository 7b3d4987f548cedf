import { readCommandLine } from '@smart-hub/command-line/command-line';
import { flag } from '@smart-hub/command-line/options';
import { existsSync } from 'node:fs';
import { readDialogues } from './dialogues.mjs';
import { mean, rouge } from './rouge.mjs';

// Measures the quality of the built-in digest, compared with simpler digests and with the best selection of whole
// lines, and its speed. The server is imported by path, because no package may depend on it.

const { show } = readCommandLine({
  name: 'pnpm bench:insights',
  about: 'Measures the quality of the built-in digest, compared with simpler digests, and its speed.',
  options: { show: flag('also prints the digest of each dialogue of the development set') },
}).values;

const build = new URL('../../server/dist/insights/extractive/digest.js', import.meta.url);
if (!existsSync(build)) throw new Error('The server is not built: run pnpm build first.');
const { digestOf } = await import(build.href);

const transcriptOf = (lines) => lines.map(({ name, text }) => `${name}: ${text}`).join(' ');
const systems = {
  digest: ({ lines }) => digestOf(lines).summary,
  'LEAD-3': ({ lines }) => transcriptOf(lines.slice(0, 3)),
  'LONGEST-3': ({ lines }) =>
    transcriptOf(lines.toSorted((one, other) => other.text.length - one.text.length).slice(0, 3)),
  'greedy oracle': greedyOracle,
};

/**
 * Adds lines as long as ROUGE-1 and -2 grow. It knows the references, so it approximates the best extractive summary.
 */
function greedyOracle({ lines, references }) {
  const chosen = [];
  const value = (candidate) => {
    const [one, two] = rouge(transcriptOf(lines.filter((line) => candidate.includes(line))), references);
    return one + two;
  };
  for (let best = 0; ;) {
    const next = lines
      .filter((line) => !chosen.includes(line))
      .map((line) => ({ line, gain: value([...chosen, line]) }))
      .toSorted((one, other) => other.gain - one.gain)[0];
    if (!next || next.gain <= best) return transcriptOf(lines.filter((line) => chosen.includes(line)));
    best = next.gain;
    chosen.push(next.line);
  }
}

function scores(dialogues, system) {
  const each = dialogues.map((dialogue) => rouge(system(dialogue), dialogue.references));
  return [0, 1, 2].map((metric) => mean(each.map((values) => values[metric])));
}

/** Returns precision and recall of items. An item is correct if it cites a labelled line; a line counts once. */
function scoreItems(dialogues, kind) {
  let [right, given, labelled, hit] = [0, 0, 0, 0];
  for (const dialogue of dialogues) {
    const items = digestOf(dialogue.lines)[kind];
    const cited = new Set(items.flatMap(({ messageIds }) => messageIds));
    given += items.length;
    right += items.filter(({ messageIds }) => messageIds.some((id) => dialogue[kind].includes(id))).length;
    labelled += dialogue[kind].length;
    hit += dialogue[kind].filter((id) => cited.has(id)).length;
  }
  return { precision: right / Math.max(given, 1), recall: hit / Math.max(labelled, 1), given, labelled };
}

function evaluate(title, dialogues) {
  console.log(`\n${title}: ${dialogues.length} dialogues`);
  console.log('  system         ROUGE-1  ROUGE-2  ROUGE-L');
  for (const [name, system] of Object.entries(systems)) {
    const values = scores(dialogues, system);
    console.log(`  ${name.padEnd(14)}${values.map((value) => value.toFixed(1).padStart(8)).join(' ')}`);
  }
  for (const kind of ['decisions', 'actionItems', 'openQuestions']) {
    const { precision, recall, given, labelled } = scoreItems(dialogues, kind);
    console.log(
      `  ${kind.padEnd(14)} precision ${precision.toFixed(2)}, recall ${recall.toFixed(2)} (${given} given, ${labelled} labelled)`,
    );
  }
}

/** Repeats the lines of the English dialogues, each with a number appended, until there are `count` lines. */
function longConversation(dialogues, count) {
  const all = dialogues.filter(({ language }) => language === 'en').flatMap(({ lines }) => lines);
  return Array.from({ length: count }, (_, index) => {
    const { text } = all[index % all.length];
    return { id: `${index}`, name: index % 2 ? 'Ana' : 'Ben', text: `${text} ${index}` };
  });
}

function speed(dialogues) {
  console.log('\nSpeed of the first and of the best of ten runs (the server makes digests in a worker thread):');
  for (const count of [1000, 20_000]) {
    const lines = longConversation(dialogues, count);
    const times = Array.from({ length: 10 }, () => timeOf(() => digestOf(lines)));
    console.log(`  ${count} messages: ${times[0].toFixed(0)} ms, ${Math.min(...times).toFixed(0)} ms`);
  }
}

function timeOf(work) {
  const started = performance.now();
  work();
  return performance.now() - started;
}

const development = readDialogues('development');
evaluate('Development', development);
evaluate('Second half (not used for tuning, but inspected)', readDialogues('second-half'));
evaluate('Held out (three references each)', readDialogues('held-out'));
speed(development);
if (show) for (const dialogue of development) console.log(`\n${dialogue.id}: ${digestOf(dialogue.lines).summary}`);
