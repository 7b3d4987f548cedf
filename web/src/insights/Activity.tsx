import type { ConversationView } from '@smart-hub/sdk';
import { useEffect, useRef, useState } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { useTheme } from '../app/theme.js';
import { useHub, useSeat } from '../hub/seat.js';
import { t } from '../texts/en.js';
import { dateOf } from '../texts/times.js';
import { loadActivity, type Activity as Counts } from './activity.js';
import styles from './Insights.module.css';

const HEIGHT_PX = 110;
const DAY_S = 86_400;
/** How many days there may be from one date below the chart to the next, in seconds. */
const DAYS = [1, 2, 7, 14, 28, 56, 112, 224].map((days) => days * DAY_S);

/** When there was much to say, and who said how much of it: as a chart, and in words. */
export default function Activity({ conversation }: { conversation: ConversationView }) {
  const { client, me } = useSeat();
  const [counts, setCounts] = useState<Counts>();
  const isOnline = useHub(({ status }) => status === 'online');
  const { id, user } = conversation;

  useEffect(() => {
    if (!isOnline) return;
    const asking = new AbortController();
    loadActivity(client, id, me.id, asking.signal)
      .then(setCounts)
      // It is a side note: without a connection it is left out.
      .catch(() => undefined);
    return () => asking.abort();
  }, [client, id, me.id, isOnline]);

  if (!counts || counts.total === 0) return null;
  const people = [
    { name: t.chat.me, counts: counts.mine, className: styles.mine! },
    { name: user.name, counts: counts.theirs, className: styles.theirs! },
  ].map((person) => ({ ...person, sum: person.counts.reduce((one, other) => one + other, 0) }));
  return (
    <section className={styles.section}>
      <h3 className={styles.heading}>{t.insights.activity}</h3>
      <Chart counts={counts} />
      <ul className={styles.people}>
        {people.map(({ name, sum, className }) => (
          <li key={name}>
            <span className={className} aria-hidden />
            <span dir="auto">{name}</span>
            <span>{t.insights.share(sum, Math.round((sum / counts.total) * 100))}</span>
          </li>
        ))}
      </ul>
      {counts.isPart ? <p className={styles.soft}>{t.insights.newestOnly(counts.total)}</p> : null}
    </section>
  );
}

/** Bars by day: what both wrote, and on top of it what one wrote oneself. */
function Chart({ counts }: { counts: Counts }) {
  const frame = useRef<HTMLDivElement>(null);
  const theme = useTheme();
  const { days, mine, theirs } = counts;
  const both = mine.map((own, index) => own + theirs[index]!);
  const busiest = both.indexOf(Math.max(...both));

  useEffect(() => {
    const element = frame.current!;
    function draw() {
      const bars = uPlot.paths.bars!({ size: [0.8, 28], radius: 0.2 });
      const colour = (whose: string) => getComputedStyle(element.querySelector(`[data-of=${whose}]`)!).backgroundColor;
      const series = (whose: string) => ({ fill: colour(whose), width: 0, paths: bars, points: { show: false } });
      const ink = getComputedStyle(element).color;
      const axis = {
        stroke: ink,
        grid: { show: false },
        ticks: { show: false },
        font: `11px ${getComputedStyle(element).fontFamily}`,
      };
      return new uPlot(
        {
          width: element.clientWidth,
          height: HEIGHT_PX,
          legend: { show: false },
          cursor: { show: false },
          scales: {
            // Said here: of a single day uPlot makes nothing.
            x: { range: () => [days[0]! - DAY_S / 2, days.at(-1)! + DAY_S / 2] },
            y: { range: (_, __, most) => [0, most] },
          },
          axes: [
            {
              ...axis,
              size: 24,
              space: 90,
              incrs: DAYS,
              values: (_, ticks) => ticks.map((tick) => dateOf(tick * 1000)),
            },
            { ...axis, size: 32, space: 36, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500] },
          ],
          series: [{}, series('theirs'), series('mine')],
        },
        [[...days], both, [...mine]],
        element,
      );
    }
    let plot = draw();
    const redraw = () => {
      plot.destroy();
      plot = draw();
    };
    // The colours of a canvas do not follow the theme by themselves.
    const system = matchMedia('(prefers-color-scheme: dark)');
    system.addEventListener('change', redraw);
    const sizes = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height: HEIGHT_PX }));
    sizes.observe(element);
    return () => {
      system.removeEventListener('change', redraw);
      sizes.disconnect();
      plot.destroy();
    };
    // `both` is made of the other two.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [days, mine, theirs, theme]);

  const words = t.insights.chart(
    dateOf(days[0]! * 1000),
    dateOf(days.at(-1)! * 1000),
    dateOf(days[busiest]! * 1000),
    both[busiest]!,
  );
  return (
    <div ref={frame} className={styles.chart} role="img" aria-label={words}>
      {/* What a canvas is painted with is asked of those: it knows no tokens. */}
      <span className={styles.mine} data-of="mine" hidden />
      <span className={styles.theirs} data-of="theirs" hidden />
    </div>
  );
}
