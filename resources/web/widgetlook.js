// @ts-check
// How the button and the panel look; in a shadow of their own, where the page's styles do not reach.

const STYLE = [
  ':host { color-scheme: light dark; }',
  '* { box-sizing: border-box; margin: 0; }',
  '[hidden] { display: none !important; }',
  '.root { --surface: #ffffff; --text: #172022; --line: #dfe5e5; --c: #0b7a75; --i: #ffffff; font: 15px/1.4 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif; color: var(--text); text-align: start; }',
  '@media (prefers-color-scheme: dark) { .root { --surface: #1a2324; --text: #e6edec; --line: #2c393a; --c: #4cc2ba; --i: #06201e; } }',
  'button { font: inherit; border: 0; cursor: pointer; }',
  ':focus-visible { outline: 3px solid var(--text); outline-offset: 2px; box-shadow: 0 0 0 2px var(--surface); }',
  '.launch { position: fixed; bottom: max(20px, env(safe-area-inset-bottom)); display: flex; align-items: center; gap: 8px; min-height: 52px; padding: 8px 20px; border-radius: 26px; background: var(--c); color: var(--i); font-weight: 600; box-shadow: 0 4px 18px #0005; }',
  '.left .launch { left: max(20px, env(safe-area-inset-left)); }',
  '.right .launch { right: max(20px, env(safe-area-inset-right)); }',
  '.icon { width: 24px; height: 24px; flex: none; fill: none; stroke: currentColor; stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round; }',
  '.badge { position: absolute; top: -6px; inset-inline-end: -4px; min-width: 24px; padding: 2px 7px; border-radius: 12px; background: #b3261e; color: #ffffff; font-size: 13px; font-weight: 600; text-align: center; }',
  '.panel { position: fixed; bottom: 88px; display: flex; flex-direction: column; width: min(400px, 100vw - 32px); height: min(640px, 100vh - 112px); overflow: hidden; background: var(--surface); border: 1px solid var(--line); border-radius: 14px; box-shadow: 0 12px 48px #0006; }',
  '.left .panel { left: max(16px, env(safe-area-inset-left)); }',
  '.right .panel { right: max(16px, env(safe-area-inset-right)); }',
  '.bar { display: flex; align-items: center; justify-content: space-between; gap: 8px; padding-inline: 16px 4px; background: var(--c); color: var(--i); }',
  'h2 { font-size: 16px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }',
  '.close { display: grid; place-items: center; width: 44px; height: 44px; background: none; color: inherit; }',
  '.bar :focus-visible { outline-color: currentColor; outline-offset: -4px; box-shadow: none; }',
  'iframe { flex: 1; min-height: 0; width: 100%; border: 0; background: var(--surface); }',
  '.aside { padding: 24px; display: grid; gap: 14px; }',
  '.aside a { justify-self: start; display: inline-block; padding: 11px 20px; border-radius: 22px; background: var(--c); color: var(--i); font-weight: 600; text-decoration: none; }',
  '.say { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }',
  '@media (max-width: 480px), (max-height: 480px) { .panel { inset: 0 !important; width: auto; height: auto; border: 0; border-radius: 0; } .open .launch { display: none; } }',
  '@media (forced-colors: active) { .launch, .panel, .aside a { border: 1px solid; } }',
  '@media print { .root { display: none; } }',
].join('\n');

/** A sheet made by a script is no inline style: a page's Content-Security-Policy lets it be. @param {ShadowRoot} shadow */
export function dress(shadow) {
  if (Array.isArray(shadow.adoptedStyleSheets)) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    shadow.adoptedStyleSheets = [sheet];
    return;
  }
  const style = document.createElement('style');
  style.textContent = STYLE;
  shadow.append(style);
}

/** The element in the page: whatever the page says of its elements, this one is out of its flow. @param {HTMLElement} element */
export function setApart(element) {
  const rules = { all: 'initial', display: 'block', position: 'fixed', 'inset-block-end': '0', 'inset-inline-start': '0', 'z-index': '2147483000' };
  for (const [name, value] of Object.entries(rules)) element.style.setProperty(name, value, 'important');
}
