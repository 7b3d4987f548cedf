/** How the protocol says that a filter has stopped an answer, in OpenAI's words and those of others. */
const STOPPED = /content_?filter|safety|sensitive|prohibited|blocklist|moderat|refus|recitation/iu;

/** What an answer, or one event of its stream, says. */
export interface Piece {
  /** Without what the model thought: servers that keep thoughts apart send them in fields of their own. */
  readonly text: string;
  /** Whether the model, or a filter, refuses to answer. */
  readonly isRefused: boolean;
  /** Whether the answer has reached the bound of its tokens. */
  readonly isCut: boolean;
  readonly tokens: { readonly prompt: number; readonly completion: number } | undefined;
  /** What went wrong after all, in an answer that began well. */
  readonly error: unknown;
}

interface Message {
  readonly content?: unknown;
  readonly refusal?: unknown;
}

interface Completion {
  readonly choices?: readonly {
    readonly delta?: Message | null;
    readonly message?: Message | null;
    readonly finish_reason?: unknown;
  }[];
  readonly usage?: { readonly prompt_tokens?: unknown; readonly completion_tokens?: unknown } | null;
  readonly error?: unknown;
}

/** Reads a whole answer, or one event of a stream. @param body of a server that may not keep to the protocol */
export function readPiece(body: unknown): Piece {
  const { choices, usage, error } = (body ?? {}) as Completion;
  const choice = Array.isArray(choices) ? (choices as NonNullable<Completion['choices']>)[0] : undefined;
  const message = choice?.delta ?? choice?.message;
  const reason = typeof choice?.finish_reason === 'string' ? choice.finish_reason : '';
  return {
    text: textOf(message?.content),
    isRefused: STOPPED.test(reason) || (typeof message?.refusal === 'string' && message.refusal !== ''),
    isCut: reason === 'length',
    tokens: tokensOf(usage),
    error: error ?? undefined,
  };
}

/** The text of a message: a string, or a list of parts, of which some are thoughts. */
function textOf(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return content
    .filter((part: unknown): part is { type: string; text: string } => {
      const { type, text } = (part ?? {}) as Record<string, unknown>;
      return (type === 'text' || type === 'output_text') && typeof text === 'string';
    })
    .map(({ text }) => text)
    .join('');
}

function tokensOf(usage: Completion['usage']): Piece['tokens'] {
  const { prompt_tokens: prompt, completion_tokens: completion = 0 } = usage ?? {};
  return Number.isInteger(prompt) && Number.isInteger(completion)
    ? { prompt: Number(prompt), completion: Number(completion) }
    : undefined;
}
