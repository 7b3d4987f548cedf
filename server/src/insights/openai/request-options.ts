import type { ChatCompletionCreateParams } from 'openai/resources/chat/completions';
import { ANSWER_SCHEMA } from './answer.js';

type Options = Partial<ChatCompletionCreateParams>;

/** An answer of this shape is shorter by far; a model that cannot stop is not paid for. */
const ANSWER_TOKENS = [4000, 2000, 1000, 500] as const;
const BOUNDS = ['max_completion_tokens', 'max_tokens'] as const;
/** For how long a server is asked as it has understood last, in milliseconds; then it may have been changed. */
const MEMORY_MS = 600_000;
/** How often one request is sent in other words at most. */
const MAX_CHANGES = 12;

/** What of a request servers refuse, each independently of the others. */
export type Part = 'format' | 'stream' | 'temperature' | 'bound' | 'boundTokens';

/** Which form of each part is sent: 0 is what is asked for, and the higher the less. */
type Forms = Readonly<Record<Part, number>>;

/** How many forms each part has. The last one of `bound` is none at all, for servers that know neither name. */
const FORMS: Forms = { format: 3, stream: 3, temperature: 2, bound: 3, boundTokens: ANSWER_TOKENS.length };
const PARTS = Object.keys(FORMS) as Part[];
const WHOLE: Forms = { format: 0, stream: 0, temperature: 0, bound: 0, boundTokens: 0 };

/** What is tried when a server does not say what it refuses: one part after the other, and only then several. */
const GUESSES: readonly Partial<Forms>[] = [
  { format: 1 },
  { format: 2 },
  { stream: 2 },
  { temperature: 1 },
  { bound: 1 },
  { format: 2, stream: 2 },
  { format: 2, stream: 2, temperature: 1, bound: 1 },
];

/**
 * What a server has understood of the parameters of a request: what it refuses is left out or said in another way, and nothing
 * else; for ten minutes, so that neither a refusal in passing nor a server of the past is remembered for ever.
 */
export class RequestOptions {
  private readonly known = new Map<Part, { readonly form: number; readonly until: number }>();

  /** @param now the time in milliseconds */
  constructor(
    private readonly temperature: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Begins a request, with what is known by now. */
  begin(): Attempt {
    const forms = { ...WHOLE };
    for (const [part, { form, until }] of this.known)
      if (until > this.now()) forms[part] = form;
      else this.known.delete(part);
    return new Attempt(forms, this.temperature);
  }

  /** Remembers what has been understood. */
  keep({ forms, inPassing }: Attempt): void {
    for (const part of PARTS) {
      const form = forms[part];
      if (inPassing.has(part) || this.known.get(part)?.form === form) continue;
      if (form === 0) this.known.delete(part);
      else this.known.set(part, { form, until: this.now() + MEMORY_MS });
    }
  }
}

/** One request, in as many forms as it takes until it is understood. */
export class Attempt {
  /** Parts that were changed for this request alone. */
  readonly inPassing = new Set<Part>();
  /** What is known of the server: what was remembered, and what it has named since. */
  private base: Forms;
  private readonly tried: Readonly<Record<Part, Set<number>>>;
  private changes = 0;
  private guesses = 0;

  constructor(
    public forms: Forms,
    private readonly temperature: number,
  ) {
    this.base = forms;
    this.tried = Object.fromEntries(PARTS.map((part) => [part, new Set([forms[part]])])) as typeof this.tried;
  }

  get options(): Options {
    const { format, stream, temperature, bound, boundTokens } = this.forms;
    const json_schema = { name: 'minutes', strict: true, schema: ANSWER_SCHEMA };
    const name = BOUNDS[bound];
    return {
      ...(temperature === 0 ? { temperature: this.temperature } : {}),
      ...(name === undefined ? {} : { [name]: ANSWER_TOKENS[boundTokens] }),
      ...(stream < 2 ? { stream: true } : {}),
      ...(stream === 0 ? { stream_options: { include_usage: true } } : {}),
      ...(format === 0 ? { response_format: { type: 'json_schema', json_schema } } : {}),
      ...(format === 1 ? { response_format: { type: 'json_object' } } : {}),
    };
  }

  /** Says a part in the next way that was not refused yet. @returns whether there is one */
  change(part: Part, isPassing = false): boolean {
    // In a circle: what was remembered may be what is refused today.
    const ways = Array.from({ length: FORMS[part] }, (_, step) => (this.forms[part] + step) % FORMS[part]);
    const next = ways.find((form) => !this.tried[part].has(form));
    if (next === undefined || !this.mayChange()) return false;
    this.tried[part].add(next);
    if (isPassing) this.inPassing.add(part);
    this.base = { ...this.base, [part]: next };
    this.forms = { ...this.forms, [part]: next };
    return true;
  }

  /** Leaves everything out that has to do with streaming. */
  dropStream(): boolean {
    this.tried.stream.add(1);
    return this.change('stream');
  }

  /** Tries what may be refused, where that is not said. @returns whether something is left to try */
  guess(): boolean {
    while (this.guesses < GUESSES.length) {
      const guess = GUESSES[this.guesses]!;
      this.guesses += 1;
      const isNew = Object.entries(guess).some(([part, form]) => this.base[part as Part] < form);
      if (!isNew) continue;
      this.forms = { ...this.base, ...guess };
      return this.mayChange();
    }
    return false;
  }

  private mayChange(): boolean {
    this.changes += 1;
    return this.changes <= MAX_CHANGES;
  }
}
