/** The styles of the controls. Colors are fixed, because they lie over a picture, not over the page. */
export const styles = `
.controls { all: initial; position: absolute; inset: 0; display: block; container-type: size; overflow: clip; pointer-events: none;
  border-radius: inherit; font: 500 13px/1 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; color: #fff;
  -webkit-user-select: none; user-select: none; -webkit-tap-highlight-color: transparent; -webkit-text-size-adjust: none }
[hidden] { display: none !important }
.shade { position: absolute; inset: auto 0 0; height: min(120px, 70%);
  background: linear-gradient(#0000, #0004 35%, #000b) }
.bar { position: absolute; inset: auto 0 0; padding: 0 10px 6px; pointer-events: auto }
.row { display: flex; align-items: center; gap: 2px }
.space { flex: 1 }
.shade, .bar, .big { transition: opacity .18s }
[data-idle] :is(.shade, .bar) { opacity: 0 }
[data-idle] .bar { pointer-events: none }
dialog { all: unset; position: fixed; inset: 0; pointer-events: auto; border-radius: 0 }
dialog:has(> [data-idle]) { cursor: none }
dialog::backdrop { background: none }

button { all: unset; box-sizing: border-box; flex: none; display: grid; place-items: center; width: 36px; height: 36px;
  border-radius: 8px; cursor: pointer; opacity: .92 }
svg { width: 22px; height: 22px; overflow: visible }
.filled { fill: currentColor }
.line { fill: none; stroke: currentColor; stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round }
.captions[aria-pressed=true] { box-shadow: inset 0 -3px 0 -1px #fff; border-radius: 8px 8px 3px 3px }
.clock { font-variant-numeric: tabular-nums; white-space: nowrap; padding: 0 8px; text-shadow: 0 0 3px #0008 }
.duration { opacity: .75 }

.slider { position: relative; height: 20px; --value: 0; --loaded: 0 }
.slider input { all: unset; position: absolute; inset: 0; width: 100%; height: 100%; opacity: 0; cursor: pointer; touch-action: none }
input::-webkit-slider-thumb { -webkit-appearance: none; width: 1px; height: 20px }
input::-moz-range-thumb { width: 1px; height: 20px; border: 0 }
.track { position: absolute; inset: calc(50% - 2px) 0 auto; height: 4px; border-radius: 2px; transition: scale .12s;
  background: linear-gradient(#fff, #fff) 0/calc(var(--value) * 100%) 100% no-repeat,
    linear-gradient(#fff6, #fff6) 0/calc(var(--loaded) * 100%) 100% no-repeat, #fff4 }
.track::after { content: ""; position: absolute; left: calc(var(--value) * 100%); top: 50%; width: 12px; height: 12px;
  margin: -6px; border-radius: 50%; background: #fff; box-shadow: 0 0 3px #0006; scale: 0; transition: scale .12s }
.slider:is(:hover, :focus-within) .track::after { scale: 1 }
.volume { width: 64px; margin: 0 8px 0 4px }

.preview { position: absolute; left: 50%; bottom: 24px; translate: -50% 0; padding: 2px; border-radius: 8px; opacity: 0;
  pointer-events: none; background: #1d2129; box-shadow: 0 2px 10px #0008; text-align: center }
.preview.shown { opacity: 1 }
.picture { border-radius: 6px; forced-color-adjust: none; background-repeat: no-repeat }
.preview .time { padding: 5px 8px; font-variant-numeric: tabular-nums }

.settings { position: absolute; right: 10px; bottom: 70px; box-sizing: border-box; max-width: calc(100% - 20px); max-height: calc(100cqh - 76px);
  overflow: auto; padding: 6px; border-radius: 12px; background: #1d2129f2; box-shadow: 0 4px 20px #0008; pointer-events: auto }
.choice { display: flex; align-items: center; justify-content: space-between; gap: 20px; padding: 0 4px 0 10px; height: 36px }
select { -webkit-appearance: none; appearance: none; font: inherit; color: #fff; border: 0; border-radius: 8px; height: 28px;
  padding: 0 26px 0 10px; max-width: 160px; text-overflow: ellipsis; cursor: pointer;
  background: linear-gradient(45deg, #0000 50%, #fff 50%) right 13px center/5px 5px no-repeat,
    linear-gradient(-45deg, #0000 50%, #fff 50%) right 8px center/5px 5px no-repeat, #fff2 }
select option { color: #fff; background: #1d2129 }

.big { position: absolute; left: 50%; top: 50%; width: 68px; height: 68px; margin: -34px; display: grid; place-items: center;
  border-radius: 50%; background: #1d2129c4; box-shadow: 0 2px 14px #0005; opacity: 0 }
.big svg { width: 34px; height: 34px }
[data-new] .big { opacity: 1 }
.spinner { position: absolute; left: 50%; top: 50%; width: 40px; height: 40px; margin: -23px; border-radius: 50%;
  border: 3px solid #fff4; border-top-color: #fff; opacity: 0 }
[data-waiting] .spinner { opacity: 1; transition: opacity .2s .5s; animation: turn 1s linear infinite }
@keyframes turn { to { rotate: 1turn } }

:is(button, select):focus-visible, .slider:has(:focus-visible) { outline: 2px solid #fff; outline-offset: 1px;
  box-shadow: 0 0 0 5px #1d2129; border-radius: 8px }
@media (hover: hover) {
  button:hover { opacity: 1; background: #fff2 }
}
@media (pointer: coarse) {
  button { width: 42px; height: 42px }
  .volume { display: none }
  .slider { height: 28px }
  .choice { height: 44px }
  select { height: 36px; font-size: 16px }
}
@container (width < 430px) {
  .bar { padding: 0 4px 2px }
  .volume, .picture-in-picture { display: none }
  .seek { margin: 0 6px }
  .settings { right: 6px; bottom: 62px; max-height: calc(100cqh - 68px) }
}
@container (width < 280px) {
  .duration { display: none }
}
@container (width < 240px) {
  .clock, .settings-button { display: none }
}
@container (height < 190px) {
  .preview { scale: .7; transform-origin: 50% 100% }
}
@container (height < 200px) {
  .choice { height: 32px }
}
@container (height < 150px) {
  .big { scale: .6 }
}
@media (prefers-reduced-motion: reduce) {
  * { transition: none !important; animation: none !important }
}
@media (prefers-contrast: more) {
  .shade { background: #000; height: 68px }
  button { opacity: 1 }
  .track { background-color: #888 }
}
@media (forced-colors: active) {
  .shade { background: Canvas; height: 68px }
  .bar, button { color: ButtonText; opacity: 1 }
  .track { forced-color-adjust: none; border: 1px solid ButtonText; background: linear-gradient(Highlight, Highlight) 0/calc(var(--value) * 100%) 100% no-repeat, Canvas }
  .track::after { background: Highlight }
  .big { background: Canvas; color: CanvasText; border: 1px solid CanvasText }
  .settings, .preview { border: 1px solid CanvasText }
  select { -webkit-appearance: auto; appearance: auto; background: Field; color: FieldText }
  :is(button, select):focus-visible, .slider:has(:focus-visible) { outline-color: Highlight; box-shadow: none }
}
`
