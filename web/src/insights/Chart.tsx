import { t } from '../texts/en.js';
import { dateOf } from '../texts/times.js';
import { stepsTo, type Activity, type Bar } from './activity.js';
import styles from './Chart.module.css';

/** What a bar leaves free on each side, as a share of its place. */
const MARGIN = 0.12;

const sumOf = ({ mine, theirs }: Bar): number => mine + theirs;

/** Bars by time: at the bottom one's own messages, on top of them the other person's. @param activity with at least one bar */
export function Chart({ activity: { bars, daysPerBar } }: { activity: Activity }) {
  const busiest = bars.reduce((one, other) => (sumOf(other) > sumOf(one) ? other : one));
  const steps = stepsTo(sumOf(busiest));
  const top = steps.at(-1)!;
  const [first, last] = [dateOf(bars[0]!.from), dateOf(bars.at(-1)!.from)];
  const words = t.insights.chart({
    unit: t.insights.units[daysPerBar],
    first,
    last,
    busiest: dateOf(busiest.from),
    most: sumOf(busiest),
  });
  return (
    <div className={styles.chart} role="img" aria-label={words}>
      <div className={styles.steps}>
        {steps.toReversed().map((step) => (
          <span key={step}>{step.toLocaleString()}</span>
        ))}
      </div>
      <svg className={styles.bars} viewBox={`0 0 ${bars.length} ${top}`} preserveAspectRatio="none">
        {steps.map((step) => (
          <line key={step} x1={0} x2={bars.length} y1={step} y2={step} />
        ))}
        {bars.map(({ from, mine, theirs }, index) => (
          <g key={from}>
            <rect data-of="theirs" x={index + MARGIN} width={1 - 2 * MARGIN} y={top - mine - theirs} height={theirs} />
            <rect data-of="mine" x={index + MARGIN} width={1 - 2 * MARGIN} y={top - mine} height={mine} />
          </g>
        ))}
      </svg>
      <div className={styles.dates}>
        <span>{first}</span>
        {bars.length > 1 ? <span>{last}</span> : null}
      </div>
    </div>
  );
}
