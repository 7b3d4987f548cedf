import { t } from '../texts/en.js';
import { dateOf } from '../texts/times.js';
import { axisTicks, type ActivityCounts, type Bar } from './activity-counts.js';
import styles from './Chart.module.css';

/** The margin at each side of a bar, as a fraction of the width for one bar. */
const MARGIN = 0.12;

const sumOf = ({ mine, theirs }: Bar): number => mine + theirs;

/**
 * A bar chart over time: at the bottom of each bar the user's messages, above them the other participant's.
 *
 * @param activity has at least one bar
 */
export function Chart({ activity: { bars, daysPerBar } }: { activity: ActivityCounts }) {
  const busiest = bars.reduce((one, other) => (sumOf(other) > sumOf(one) ? other : one));
  const ticks = axisTicks(sumOf(busiest));
  const top = ticks.at(-1)!;
  const [first, last] = [dateOf(bars[0]!.from), dateOf(bars.at(-1)!.from)];
  const description = t.insights.chart({
    unit: t.insights.units[daysPerBar],
    first,
    last,
    busiest: dateOf(busiest.from),
    most: sumOf(busiest),
  });
  return (
    <div className={styles.chart} role="img" aria-label={description}>
      <div className={styles.ticks}>
        {ticks.toReversed().map((tick) => (
          <span key={tick}>{tick.toLocaleString()}</span>
        ))}
      </div>
      <svg className={styles.bars} viewBox={`0 0 ${bars.length} ${top}`} preserveAspectRatio="none">
        {ticks.map((tick) => (
          <line key={tick} x1={0} x2={bars.length} y1={tick} y2={tick} />
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
