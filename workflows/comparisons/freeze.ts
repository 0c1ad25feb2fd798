/**
 * Runs in a page before its own scripts: the same page looks the same each time. Chance begins with the same number,
 * frames of animations come every 16 ms of the page's clock, and videos stay at their start.
 */
export const freezeScript = `{
  let seed = 1
  Math.random = () => {
    seed = (seed * 48271) % 2147483647
    return (seed - 1) / 2147483646
  }
  const { setTimeout, clearTimeout } = window
  window.requestAnimationFrame = callback => setTimeout(() => callback(performance.now()), 16)
  window.cancelAnimationFrame = id => clearTimeout(id)
  addEventListener('play', ({ target }) => target.pause?.(), true)
  delete window.RTCPeerConnection
  delete window.webkitRTCPeerConnection
}`

/** Runs in a page before its picture is taken: brings animations of styles and of SVG to \`ms\`. */
export const settleScript = (ms: number) => `{
  for (const animation of document.getAnimations()) {
    try {
      animation.pause()
      animation.currentTime = ${ms}
    } catch {}
  }
  for (const svg of document.querySelectorAll('svg')) {
    svg.pauseAnimations?.()
    svg.setCurrentTime?.(${ms / 1000})
  }
}`
