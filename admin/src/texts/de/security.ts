import type { Catalog } from '../catalog.ts'

export const security: Catalog['security'] = {
  password: 'Passwort',
  passwordHelp: 'Mit einem Passwort können Sie sich ohne Link anmelden.',
  newPassword: 'Neues Passwort',
  currentPassword: 'Aktuelles Passwort',
  setPassword: 'Passwort festlegen',
  changePassword: 'Passwort ändern',
  passwordSaved: 'Passwort gespeichert. Ihre anderen Sitzungen sind beendet.',
  strength: 'Stärke: {score, select, 0 {sehr schwach} 1 {schwach} 2 {mittel} 3 {gut} other {stark}}',
  strengthHelp: 'Verwenden Sie mindestens 8 Zeichen. Mehrere Wörter ohne Zusammenhang sind stark und leicht zu merken.',

  secondFactor: 'Zweiter Faktor',
  secondFactorOff: 'Eine Authenticator-App auf Ihrem Telefon schützt Sie zusätzlich zu Passwort oder Link.',
  secondFactorOn: 'Jede Anmeldung fragt nach einem Code aus Ihrer Authenticator-App.',
  setUp: 'Einrichten',
  scan: 'Scannen Sie diesen Code mit Ihrer Authenticator-App, oder geben Sie dort den Schlüssel ein.',
  qrCode: 'QR-Code für Ihre Authenticator-App',
  key: 'Schlüssel',
  saveCodes:
    'Bewahren Sie diese Wiederherstellungscodes an einem sicheren Ort auf. Jeder gilt einmal, falls Sie Ihr Telefon nicht haben.',
  recoveryCodes: 'Wiederherstellungscodes',
  enterFirstCode: 'Geben Sie den Code ein, den die App jetzt anzeigt.',
  confirmByPassword: 'Ihr Passwort',
  code: 'Code',
  turnOn: 'Einschalten',
  newCodes: 'Neue Wiederherstellungscodes',
  turnOff: 'Ausschalten',
  cancel: 'Abbrechen',
}
