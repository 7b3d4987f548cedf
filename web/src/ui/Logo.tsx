/** The logo of the product. `public/favicon.svg` has the same drawing. */
export function Logo({ size = 28 }: { size?: number }) {
  return (
    <svg viewBox="0 0 64 64" width={size} height={size} aria-hidden>
      <rect width="64" height="64" rx="16" fill="#0f5c5e" />
      <g fill="none" stroke="#f6f5f1" strokeWidth="7" strokeLinecap="round">
        <path d="M16 47V17M48 47V17" />
        <path d="M16 32c8 0 8-9 16-9s8 9 16 9" />
      </g>
      <circle cx="32" cy="42" r="6" fill="#ff8a66" />
    </svg>
  );
}
