/** Matches the `finish_reason`, from OpenAI and other servers, of a response that a content filter stopped. */
const FILTER_REASONS = /content_?filter|safety|sensitive|prohibited|blocklist|moderat|refus|recitation/iu;

/** The content of a whole response, or of one event of its stream. */
export interface CompletionContent {
  /** Without the reasoning that servers send in separate fields. */
  readonly text: string;
  /** Whether the model or a content filter refused to respond. */
  readonly isRefused: boolean;
  /** Whether the response has reached its token limit. */
  readonly isTruncated: boolean;
  readonly tokens: { readonly prompt: number; readonly completion: number } | undefined;
  /** An error in a response with a successful status. */
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

/** Parses a whole response, or one event of a stream. @param body JSON, which may deviate from the protocol */
export function parseCompletion(body: unknown): CompletionContent {
  const { choices, usage, error } = (body ?? {}) as Completion;
  const choice = Array.isArray(choices) ? (choices as NonNullable<Completion['choices']>)[0] : undefined;
  const message = choice?.delta ?? choice?.message;
  const finishReason = typeof choice?.finish_reason === 'string' ? choice.finish_reason : '';
  return {
    text: textOf(message?.content),
    isRefused: FILTER_REASONS.test(finishReason) || (typeof message?.refusal === 'string' && message.refusal !== ''),
    isTruncated: finishReason === 'length',
    tokens: tokensOf(usage),
    error: error ?? undefined,
  };
}

/** Returns the text of a message: a string, or a list of parts, some of which may be reasoning. */
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

function tokensOf(usage: Completion['usage']): CompletionContent['tokens'] {
  const { prompt_tokens: prompt, completion_tokens: completion = 0 } = usage ?? {};
  return Number.isInteger(prompt) && Number.isInteger(completion)
    ? { prompt: Number(prompt), completion: Number(completion) }
    : undefined;
}
