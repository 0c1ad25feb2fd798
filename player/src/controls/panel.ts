import { captionTracks, shownCaptions, toggleCaptions } from './captions.ts'
import { createButton, createElement } from './elements.ts'
import { formatTime } from './format-time.ts'
import { canFillScreen, fillsScreen, toggleFullScreen } from './full-screen.ts'
import { createIcon } from './icons.ts'
import { chooseOtherDevice, watchOtherDevices } from './other-device.ts'
import { togglePlay } from './picture.ts'
import { canLeaveItsFrame, togglePictureInPicture } from './picture-in-picture.ts'
import { createSeekBar } from './seek-bar.ts'
import { createSettings, type Settings } from './settings.ts'
import { createSlider } from './slider.ts'
import { pageTexts } from './texts.ts'

/** Everything that lies over the picture. */
export type Panel = {
  element: HTMLElement
  /** The bar with the buttons. Takes clicks. */
  bar: HTMLElement
  volumeInput: HTMLInputElement
  settings: Settings
  /** Shows the video's state. */
  update(): void
}

export function createPanel(video: HTMLVideoElement, storyboardUrl: string | null, signal: AbortSignal): Panel {
  const texts = pageTexts()
  const settings = createSettings(video, texts)
  const seekBar = createSeekBar(video, { texts, storyboardUrl, signal })
  const play = createButton('play', () => togglePlay(video))
  const mute = createButton('mute', () => {
    video.muted = !video.muted
  })
  const volume = createSlider('volume', texts.volume, value => {
    video.volume = value
    video.muted = value === 0
  })
  const time = createElement('span', 'current')
  const duration = createElement('span', 'duration')
  const clock = createElement('div', 'clock', time, duration)
  const captions = createButton('captions', () => toggleCaptions(video))
  const gear = createButton('settings-button', () => settings.toggle())
  const pictureInPicture = createButton('picture-in-picture', () => togglePictureInPicture(video))
  const otherDevice = createButton('other-device', () => chooseOtherDevice(video))
  const fullScreen = createButton('full-screen', () => toggleFullScreen(video))
  const row = createElement(
    'div',
    'row',
    ...[play.element, mute.element, volume.element, clock, createElement('div', 'space')],
    ...[captions.element, gear.element, otherDevice.element, pictureInPicture.element, fullScreen.element],
  )
  const bar = createElement('div', 'bar', seekBar.element, row, settings.element)
  const element = createElement(
    'div',
    'controls',
    ...['shade', 'spinner'].map(name => createElement('div', name)),
    createElement('div', 'big', createIcon('play')),
    bar,
  )
  element.tabIndex = -1
  element.setAttribute('role', 'group')
  element.setAttribute('aria-label', video.getAttribute('aria-label') || video.title || texts.player)
  gear.show('settings', texts.settings)
  otherDevice.show('otherDevice', texts.otherDevice)
  otherDevice.element.hidden = true
  const showOtherDevice = (isAvailable: boolean) => {
    otherDevice.element.hidden = !isAvailable
  }
  watchOtherDevices(video, showOtherDevice, signal)
  settings.onToggle(isOpen => gear.element.setAttribute('aria-expanded', String(isOpen)))

  const update = () => {
    const isPaused = video.paused || video.ended
    element.toggleAttribute('data-new', isPaused && video.currentTime === 0 && video.played.length === 0)
    element.toggleAttribute('data-waiting', !isPaused && !video.error && (video.readyState < 3 || video.seeking))
    play.show(isPaused ? 'play' : 'pause', isPaused ? texts.play : texts.pause)
    const isSilent = video.muted || video.volume === 0
    mute.show(isSilent ? 'muted' : 'loud', isSilent ? texts.unmute : texts.mute)
    const loudness = isSilent ? 0 : video.volume
    volume.show(loudness, `${Math.round(loudness * 100)} %`)
    seekBar.update()
    showText(time, formatTime(video.currentTime))
    showText(duration, Number.isFinite(video.duration) ? ` / ${formatTime(video.duration)}` : '')
    captions.element.hidden = captionTracks(video).length === 0
    captions.show('captions', texts.captions)
    captions.element.setAttribute('aria-pressed', String(shownCaptions(video) !== null))
    pictureInPicture.element.hidden = !canLeaveItsFrame(video)
    pictureInPicture.show('pictureInPicture', texts.pictureInPicture)
    fullScreen.element.hidden = !canFillScreen(video)
    if (fillsScreen(video)) fullScreen.show('exitFullScreen', texts.exitFullScreen)
    else fullScreen.show('fullScreen', texts.fullScreen)
    if (settings.isOpen()) settings.update()
  }
  return { element, bar, volumeInput: volume.input, settings, update }
}

function showText(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text
}
