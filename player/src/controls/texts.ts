const english = {
  player: 'Video player',
  play: 'Play',
  pause: 'Pause',
  position: 'Position',
  positionOf: '{time} of {duration}',
  mute: 'Mute',
  unmute: 'Unmute',
  volume: 'Volume',
  settings: 'Settings',
  speed: 'Speed',
  quality: 'Quality',
  captions: 'Captions',
  off: 'Off',
  automatic: 'Automatic',
  pictureInPicture: 'Picture in picture',
  otherDevice: 'Play on another device',
  fullScreen: 'Full screen',
  exitFullScreen: 'Exit full screen',
}

export type Texts = typeof english

const german: Texts = {
  player: 'Videoplayer',
  play: 'Abspielen',
  pause: 'Pause',
  position: 'Position',
  positionOf: '{time} von {duration}',
  mute: 'Ton aus',
  unmute: 'Ton an',
  volume: 'Lautstärke',
  settings: 'Einstellungen',
  speed: 'Geschwindigkeit',
  quality: 'Qualität',
  captions: 'Untertitel',
  off: 'Aus',
  automatic: 'Automatisch',
  pictureInPicture: 'Bild im Bild',
  otherDevice: 'Auf anderem Gerät abspielen',
  fullScreen: 'Vollbild',
  exitFullScreen: 'Vollbild beenden',
}

/** Returns the texts in the page's language: German, or English for every other one. */
export function pageTexts(): Texts {
  return pageLanguage() === 'de' ? german : english
}

/** The language of the page, else that of the browser. */
export function pageLanguage(): 'de' | 'en' {
  return /^de\b/i.test(document.documentElement.lang || navigator.language) ? 'de' : 'en'
}
