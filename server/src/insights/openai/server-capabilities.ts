import type { ChatCompletionCreateParams } from 'openai/resources/chat/completions';
import { ANSWER_SCHEMA } from './answer.js';

type Options = Partial<ChatCompletionCreateParams>;

/** Far more than a valid response needs; they bound the cost of a model that does not stop. */
const TOKEN_LIMITS = [4000, 2000, 1000, 500] as const;
const TOKEN_LIMIT_NAMES = ['max_completion_tokens', 'max_tokens'] as const;
/** How long the accepted variants are remembered, in milliseconds; the server may be reconfigured meanwhile. */
const MEMORY_MS = 600_000;
/** The maximum number of changes of one request. */
const MAX_CHANGES = 12;

/** A feature of a request that servers may reject, independently of the others. */
export type RequestFeature = 'responseFormat' | 'stream' | 'temperature' | 'tokenLimitName' | 'tokenLimit';

/** The variant of each feature: 0 is the preferred one, and higher variants request less. */
type FeatureVariants = Readonly<Record<RequestFeature, number>>;

/** The number of variants of each feature. The last one of `tokenLimitName` is no limit, for servers that know neither name. */
const VARIANT_COUNTS: FeatureVariants = {
  responseFormat: 3,
  stream: 3,
  temperature: 2,
  tokenLimitName: 3,
  tokenLimit: TOKEN_LIMITS.length,
};
const FEATURES = Object.keys(VARIANT_COUNTS) as RequestFeature[];
const PREFERRED_VARIANTS: FeatureVariants = { responseFormat: 0, stream: 0, temperature: 0, tokenLimitName: 0, tokenLimit: 0 };

/** The variants that are tried if a server does not name what it rejects: one feature after the other, then several at once. */
const GUESSES: readonly Partial<FeatureVariants>[] = [
  { responseFormat: 1 },
  { responseFormat: 2 },
  { stream: 2 },
  { temperature: 1 },
  { tokenLimitName: 1 },
  { responseFormat: 2, stream: 2 },
  { responseFormat: 2, stream: 2, temperature: 1, tokenLimitName: 1 },
];

/**
 * Remembers which features of a request a server accepts: only a rejected feature is left out or expressed in another way. It
 * is remembered for ten minutes, so that neither a temporary rejection nor a server that was replaced has a lasting effect.
 */
export class ServerCapabilities {
  private readonly rememberedVariants = new Map<RequestFeature, { readonly variant: number; readonly until: number }>();

  /** @param now returns the time in milliseconds */
  constructor(
    private readonly temperature: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Creates a request with the remembered variants. */
  createRequest(): AdaptiveRequest {
    const variants = { ...PREFERRED_VARIANTS };
    for (const [feature, { variant, until }] of this.rememberedVariants)
      if (until > this.now()) variants[feature] = variant;
      else this.rememberedVariants.delete(feature);
    return new AdaptiveRequest(variants, this.temperature);
  }

  /** Remembers the variants of a request that succeeded. */
  remember({ variants, temporaryFeatures }: AdaptiveRequest): void {
    for (const feature of FEATURES) {
      const variant = variants[feature];
      if (temporaryFeatures.has(feature) || this.rememberedVariants.get(feature)?.variant === variant) continue;
      if (variant === 0) this.rememberedVariants.delete(feature);
      else this.rememberedVariants.set(feature, { variant, until: this.now() + MEMORY_MS });
    }
  }
}

/** A request whose features are changed until the server accepts it. */
export class AdaptiveRequest {
  /** Features that were changed only for this request. */
  readonly temporaryFeatures = new Set<RequestFeature>();
  /** The remembered variants, with the changes for features that the server has named since. */
  private knownVariants: FeatureVariants;
  private readonly triedVariants: Readonly<Record<RequestFeature, Set<number>>>;
  private changes = 0;
  private guesses = 0;

  constructor(
    public variants: FeatureVariants,
    private readonly temperature: number,
  ) {
    this.knownVariants = variants;
    this.triedVariants = Object.fromEntries(FEATURES.map((feature) => [feature, new Set([variants[feature]])])) as typeof this.triedVariants;
  }

  get options(): Options {
    const { responseFormat, stream, temperature, tokenLimitName, tokenLimit } = this.variants;
    const json_schema = { name: 'minutes', strict: true, schema: ANSWER_SCHEMA };
    const name = TOKEN_LIMIT_NAMES[tokenLimitName];
    return {
      ...(temperature === 0 ? { temperature: this.temperature } : {}),
      ...(name === undefined ? {} : { [name]: TOKEN_LIMITS[tokenLimit] }),
      ...(stream < 2 ? { stream: true } : {}),
      ...(stream === 0 ? { stream_options: { include_usage: true } } : {}),
      ...(responseFormat === 0 ? { response_format: { type: 'json_schema', json_schema } } : {}),
      ...(responseFormat === 1 ? { response_format: { type: 'json_object' } } : {}),
    };
  }

  /** Changes a feature to the next variant that was not tried yet. @returns whether there was one */
  useNextVariant(feature: RequestFeature, isTemporary = false): boolean {
    // Wraps around: the remembered variant may be the one that is rejected now.
    const candidates = Array.from({ length: VARIANT_COUNTS[feature] }, (_, step) => (this.variants[feature] + step) % VARIANT_COUNTS[feature]);
    const next = candidates.find((variant) => !this.triedVariants[feature].has(variant));
    if (next === undefined || !this.countChange()) return false;
    this.triedVariants[feature].add(next);
    if (isTemporary) this.temporaryFeatures.add(feature);
    this.knownVariants = { ...this.knownVariants, [feature]: next };
    this.variants = { ...this.variants, [feature]: next };
    return true;
  }

  /** Disables streaming, including its options. */
  disableStreaming(): boolean {
    this.triedVariants.stream.add(1);
    return this.useNextVariant('stream');
  }

  /** Changes to the next of `GUESSES`, if the server did not name what it rejects. @returns whether there was one */
  tryNextGuess(): boolean {
    while (this.guesses < GUESSES.length) {
      const guess = GUESSES[this.guesses]!;
      this.guesses += 1;
      const isNew = Object.entries(guess).some(([feature, variant]) => this.knownVariants[feature as RequestFeature] < variant);
      if (!isNew) continue;
      this.variants = { ...this.knownVariants, ...guess };
      return this.countChange();
    }
    return false;
  }

  private countChange(): boolean {
    this.changes += 1;
    return this.changes <= MAX_CHANGES;
  }
}
