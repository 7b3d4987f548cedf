import type { ChatCompletionCreateParams } from 'openai/resources/chat/completions';
import { ANSWER_SCHEMA } from './answer.js';

type Options = Partial<ChatCompletionCreateParams>;

/**
 * The token limits of a response, in the order in which they are tried. Far more than a valid response needs: they
 * bound the cost of a model that does not stop.
 */
const TOKEN_LIMITS = [4000, 2000, 1000, 500] as const;
const TOKEN_LIMIT_NAMES = ['max_completion_tokens', 'max_tokens'] as const;
/** How long the accepted variants are remembered, in milliseconds. Limited, because the server may be reconfigured. */
const REMEMBER_MS = 600_000;
/** The maximum number of times that one request is changed. */
const MAX_CHANGES = 12;

/** A feature of a request. A server can reject each feature independently of the others. */
export type RequestFeature = 'responseFormat' | 'stream' | 'temperature' | 'tokenLimitName' | 'tokenLimit';

/** The number of the variant of each feature: 0 is the preferred variant, and higher variants request less. */
type FeatureVariants = Readonly<Record<RequestFeature, number>>;

/**
 * The number of variants of each feature. The last variant of `tokenLimitName` sends no limit, for servers that know
 * neither name.
 */
const VARIANT_COUNTS: FeatureVariants = {
  responseFormat: 3,
  stream: 3,
  temperature: 2,
  tokenLimitName: 3,
  tokenLimit: TOKEN_LIMITS.length,
};
const FEATURES = Object.keys(VARIANT_COUNTS) as RequestFeature[];
const PREFERRED_VARIANTS: FeatureVariants = {
  responseFormat: 0,
  stream: 0,
  temperature: 0,
  tokenLimitName: 0,
  tokenLimit: 0,
};

/**
 * The variants that are tried if a server rejects a request without naming the feature: one feature after the other,
 * then several features at once.
 */
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
 * Remembers which features of a request the model server rejects, so that only these features are left out or expressed
 * in another way. A rejection is remembered for ten minutes, so that neither a temporary rejection nor a server that
 * was replaced has a lasting effect.
 */
export class ServerCapabilities {
  private readonly rememberedVariants = new Map<
    RequestFeature,
    { readonly variant: number; readonly expiresAt: number }
  >();

  /** @param now returns the time in milliseconds */
  constructor(
    private readonly temperature: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Creates a request with the remembered variants. */
  createRequest(): AdaptiveRequest {
    const variants = { ...PREFERRED_VARIANTS };
    for (const [feature, { variant, expiresAt }] of this.rememberedVariants)
      if (expiresAt > this.now()) variants[feature] = variant;
      else this.rememberedVariants.delete(feature);
    return new AdaptiveRequest(variants, this.temperature);
  }

  /** Remembers the variants of a request that succeeded. */
  remember({ variants, temporaryFeatures }: AdaptiveRequest): void {
    for (const feature of FEATURES) {
      const variant = variants[feature];
      if (temporaryFeatures.has(feature) || this.rememberedVariants.get(feature)?.variant === variant) continue;
      if (variant === 0) this.rememberedVariants.delete(feature);
      else this.rememberedVariants.set(feature, { variant, expiresAt: this.now() + REMEMBER_MS });
    }
  }
}

/** A request whose features are changed until the server accepts it. */
export class AdaptiveRequest {
  /** Features that were changed only for this request: `ServerCapabilities.remember` skips them. */
  readonly temporaryFeatures = new Set<RequestFeature>();
  /**
   * The remembered variants, changed for each feature that the server has named as rejected since. A guess is based on
   * them.
   */
  private knownVariants: FeatureVariants;
  private readonly triedVariants: Readonly<Record<RequestFeature, Set<number>>>;
  private changes = 0;
  private guesses = 0;

  constructor(
    public variants: FeatureVariants,
    private readonly temperature: number,
  ) {
    this.knownVariants = variants;
    this.triedVariants = Object.fromEntries(
      FEATURES.map((feature) => [feature, new Set([variants[feature]])]),
    ) as typeof this.triedVariants;
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

  /**
   * Changes a feature to the next variant that was not tried yet.
   *
   * @param isTemporary whether the change applies only to this request
   * @returns false if there is no such variant, or the request was changed too often
   */
  useNextVariant(feature: RequestFeature, isTemporary = false): boolean {
    // Wraps around to the preferred variant, because the server may now reject the variant that was remembered.
    const candidates = Array.from(
      { length: VARIANT_COUNTS[feature] },
      (_, step) => (this.variants[feature] + step) % VARIANT_COUNTS[feature],
    );
    const next = candidates.find((variant) => !this.triedVariants[feature].has(variant));
    if (next === undefined || !this.countChange()) return false;
    this.triedVariants[feature].add(next);
    if (isTemporary) this.temporaryFeatures.add(feature);
    this.knownVariants = { ...this.knownVariants, [feature]: next };
    this.variants = { ...this.variants, [feature]: next };
    return true;
  }

  /** Disables streaming and the streaming options. @returns false if no variant is left */
  disableStreaming(): boolean {
    this.triedVariants.stream.add(1);
    return this.useNextVariant('stream');
  }

  /**
   * Applies the next of `GUESSES` that changes the request, after a rejection that names no feature.
   *
   * @returns false if there is none, or the request was changed too often
   */
  tryNextGuess(): boolean {
    while (this.guesses < GUESSES.length) {
      const guess = GUESSES[this.guesses]!;
      this.guesses += 1;
      const isChange = Object.entries(guess).some(
        ([feature, variant]) => this.knownVariants[feature as RequestFeature] < variant,
      );
      if (!isChange) continue;
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
