import { readFileSync } from 'node:fs';

/**
 * Reads dialogues that were written for this project. A dialogue begins with `# id language kind`. It continues with
 * its lines (`name: text`), one or more reference summaries (`= ...`), and labels with the number of a line: `!
 * decision`, `> action` and `? question`, which is followed by `answered` if a later line answers the question.
 */
export function readDialogues(name) {
  const text = readFileSync(new URL(`dialogues/${name}.txt`, import.meta.url), 'utf8');
  return text
    .split(/^# /mu)
    .slice(1)
    .map((block) => parse(block.trim().split('\n')));
}

function parse([head, ...rows]) {
  const [id, language, kind] = head.split(' ');
  const dialogue = { id, language, kind, lines: [], references: [], decisions: [], actionItems: [], openQuestions: [] };
  for (const row of rows) {
    const label = /^([!>?]) \w+ (\d+)\s?(.*)$/u.exec(row);
    if (row.startsWith('= ')) dialogue.references.push(row.slice(2));
    else if (label) addLabel(dialogue, label);
    else if (row.includes(': ')) dialogue.lines.push(toLine(row, dialogue.lines.length));
  }
  return dialogue;
}

function addLabel(dialogue, [, mark, number, rest]) {
  const id = `${Number(number) - 1}`;
  if (mark === '!') dialogue.decisions.push(id);
  else if (mark === '>') dialogue.actionItems.push(id);
  else if (rest !== 'answered') dialogue.openQuestions.push(id);
}

function toLine(row, index) {
  const colon = row.indexOf(': ');
  return { id: `${index}`, name: row.slice(0, colon), text: row.slice(colon + 2) };
}
