/** The look of a report: the window's colours, light or dark as the reader's system is, light on paper. */
export const reportStyle = `
:root { color-scheme: light dark;
  --ground: #f6f7f9; --raised: #fff; --text: #1a1f26; --muted: #5b6675; --line: #dde2e8; --soft: #eef1f4;
  --fresh: #187f4e; --stale: #8a5a00; --failed: #b3261e; --running: #0b6e87; --other: #5b6675; --accent: #0b7285;
  --series-0: #0b7285; --series-1: #c2560c; --series-2: #6741d9; --series-3: #2b8a3e; }
@media screen and (prefers-color-scheme: dark) { :root {
  --ground: #0d1015; --raised: #161b22; --text: #e8ecf1; --muted: #98a4b3; --line: #2a323c; --soft: #1d242d;
  --fresh: #4ecb8d; --stale: #e8b04a; --failed: #ff8379; --running: #5ccfe6; --other: #98a4b3; --accent: #5ccfe6;
  --series-0: #5ccfe6; --series-1: #ffab70; --series-2: #b79cff; --series-3: #8fdc9b; } }
@media print { :root { color-scheme: light; --ground: #fff; --text: #000; --muted: #444; --line: #ccc; --soft: #f2f2f2; }
  figure, tr, .picture, .verdict, .fact { break-inside: avoid; } h2, h3, caption, .heading, .heading + p { break-after: avoid; } }
@page { margin: 15mm 13mm; }
* { box-sizing: border-box; }
body { max-width: 62rem; margin: 0 auto; padding: 2.5rem 1.25rem 4rem; background: var(--ground); color: var(--text);
  font: 14px/1.55 Inter, system-ui, -apple-system, "Segoe UI", sans-serif; }
h1 { margin: 0; font-size: 1.9rem; letter-spacing: -.02em; line-height: 1.2; }
h2 { margin: 0; font-size: 1.15rem; letter-spacing: -.01em; } h3 { margin: 1.25rem 0 .5rem; font-size: .95rem; }
p { margin: .4rem 0; } a { color: var(--accent); } code { font: .92em ui-monospace, monospace; }
.muted { color: var(--muted); } .facts { display: flex; flex-wrap: wrap; gap: .75rem; margin: 1.25rem 0; }
.fact { flex: 1 1 8rem; padding: .7rem .9rem; border: 1px solid var(--line); border-radius: 10px; background: var(--raised); }
.fact b { display: block; font-size: 1.3rem; font-variant-numeric: tabular-nums; } .fact span { color: var(--muted); font-size: .85rem; }
nav ol { display: flex; flex-wrap: wrap; gap: .35rem .6rem; margin: 1rem 0; padding: 0; list-style: none; }
nav a { display: inline-block; padding: .1rem .6rem; border: 1px solid var(--line); border-radius: 1rem; text-decoration: none; }
section { margin: 1.25rem 0; padding: 1.1rem 1.25rem; border: 1px solid var(--line); border-left: 4px solid var(--other);
  border-radius: 10px; background: var(--raised); }
section.note { padding: 0 1.25rem; border: 0; background: none; }
section.fresh { border-left-color: var(--fresh); } section.stale, section.blocked { border-left-color: var(--stale); }
section.failed { border-left-color: var(--failed); }
.heading { display: flex; flex-wrap: wrap; align-items: baseline; gap: .2rem .7rem; }
.state { padding: .05rem .55rem; border: 1px solid currentColor; border-radius: 1rem; color: var(--other); font-size: .8rem; }
.state.fresh, .good { color: var(--fresh); } .state.stale, .state.blocked { color: var(--stale); }
.state.failed, .bad { color: var(--failed); }
.parameters { display: grid; grid-template-columns: minmax(8rem, max-content) 1fr; gap: .1rem 1rem; margin: .6rem 0 0; font-size: .9rem; }
.parameters dt { color: var(--muted); } .parameters dd { margin: 0; overflow-wrap: anywhere; font-family: ui-monospace, monospace; }
.scroll { overflow-x: auto; }
table { width: 100%; margin: .9rem 0 0; border-collapse: collapse; font-size: .9rem; font-variant-numeric: tabular-nums; }
caption { padding-bottom: .3rem; text-align: left; font-weight: 600; }
th { color: var(--muted); font-weight: 500; } td, th { padding: .28rem .8rem .28rem 0; border-bottom: 1px solid var(--line);
  text-align: left; vertical-align: top; overflow-wrap: break-word; } .number { text-align: right; }
.heat td:not(:first-child) { text-align: center; }
.pictures { display: flex; flex-wrap: wrap; gap: .6rem; margin: .9rem 0 0; padding: 0; list-style: none; }
.picture { width: 108px; margin: 0; font-size: .75rem; color: var(--muted); }
.stack { display: grid; } .stack img { grid-area: 1 / 1; width: 108px; height: 108px; object-fit: contain; border-radius: 6px;
  background: var(--soft); } .stack img + img { background: none; opacity: .55; image-rendering: pixelated; }
.legend { display: flex; flex-wrap: wrap; gap: .2rem 1rem; margin: .5rem 0 0; font-size: .85rem; color: var(--muted); }
.legend i { display: inline-block; width: .7rem; height: .7rem; margin-right: .35rem; border-radius: 3px; }
.charts { display: grid; grid-template-columns: repeat(auto-fill, minmax(17rem, 1fr)); gap: 1rem; margin-top: .9rem; }
figure { margin: 0; } figcaption { font-weight: 600; font-size: .9rem; } svg { display: block; width: 100%; height: auto; }
svg text { fill: var(--muted); font: 10px Inter, system-ui, sans-serif; } svg .grid { stroke: var(--line); }
svg polyline { fill: none; stroke-width: 1.8; stroke-linejoin: round; }
.verdict { margin: .9rem 0 0; padding: .7rem .9rem; border-radius: 8px; background: var(--soft); }
.rules { margin: .4rem 0 0; padding-left: 0; list-style: none; }
pre { overflow-x: auto; padding: .7rem .9rem; border-radius: 8px; background: var(--soft); font: .85rem/1.5 ui-monospace, monospace; }
footer { margin-top: 2rem; color: var(--muted); font-size: .85rem; }
@media print { body { padding: 0; print-color-adjust: exact; } section { box-decoration-break: clone; } nav { display: none; }
  pre { white-space: pre-wrap; } }`;
