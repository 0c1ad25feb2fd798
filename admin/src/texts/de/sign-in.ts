import type { Catalog } from '../catalog.ts'

export const signIn: Catalog['signIn'] = {
  email: 'E-Mail',
  password: 'Passwort',
  signIn: 'Anmelden',
  mailLink: 'Anmeldelink per E-Mail senden',
  linkMailed: 'Falls zu {email} ein Konto gehört, ist ein Link unterwegs. Er funktioniert einmal, 24 Stunden lang.',
  withProvider: 'Mit {name} anmelden',
  invitedOnly: 'Ein Konto gibt es auf Einladung. Bitten Sie die Administration darum.',
  failed:
    'Die Anmeldung hat nicht geklappt, oder der Link ist abgelaufen. Links funktionieren einmal. Melden Sie sich erneut an.',
  opening: 'Anmeldedienst wird geöffnet\u00a0…',
  unreachable: 'Lectern ist nicht erreichbar. Versuchen Sie es in einer Minute erneut.',

  code: 'Code',
  enterCode: 'Geben Sie den Code ein, den Ihre Authenticator-App für Lectern anzeigt.',
  recoveryCode: 'Wiederherstellungscode',
  enterRecoveryCode: 'Geben Sie einen Ihrer gespeicherten Wiederherstellungscodes ein. Jeder gilt einmal.',
  useRecoveryCode: 'Wiederherstellungscode verwenden',
  useApp: 'Authenticator-App verwenden',
  startOver: 'Von vorn beginnen',

  signedOut: 'Sie sind abgemeldet',
  textIsKept: 'Melden Sie sich an, um fortzufahren. Ihre Eingaben auf dieser Seite bleiben erhalten.',

  confirmTitle: 'Bestätigen Sie, dass Sie es sind',
  confirmPassword:
    'Für diese Änderung müssen Sie sich vor Kurzem angemeldet haben. Geben Sie Ihr Passwort ein, um fortzufahren.',
  confirmLink:
    'Für diese Änderung müssen Sie sich vor Kurzem angemeldet haben. Melden Sie sich in einem anderen Tab mit einem neuen Link an, und machen Sie dann hier weiter.',
  askForLink: 'Bitten Sie die Administration um einen neuen Anmeldelink.',
  notRecent: 'Sie haben sich noch nicht neu angemeldet.',
  confirm: 'Bestätigen',
  continue: 'Weiter',
}
