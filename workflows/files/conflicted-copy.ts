/** The word "conflict" in the languages of Dropbox's desktop app, which names files in the language of its user. */
const conflictWords = [
  ...['confli', 'konfli', 'конфл', '競合', '問題のある', '冲突', '衝突', '충돌', 'ขัดแย้ง'],
  ...['motstrid', 'modstrid', 'strijdig', 'bercanggah', 'sprzeczn'],
]

/** The word "copy": `a (Anna's conflicted copy 2026-01-05)`, `a (In Konflikt stehende Kopie von Anna 2026-01-05)`. */
const copyWords = [
  ...['copy', 'copie', 'copia', 'cópia', 'kopi', 'exemplaar', 'salinan', 'копи', 'копі'],
  ...['コピー', '副本', '複本', '복사본', '사본', 'สำเนา'],
]

/**
 * The reasons for which Dropbox renames one of two files or folders: names that differ only in letter case, accents, or
 * spaces; folders that were not synchronized; changes by somebody who may only read, or in a folder that was shared
 * meanwhile. Each list: English first, then the other languages.
 */
const conflictReasons = [
  ...['case conflict', 'kleinschreib', 'casse', 'mayúscul', 'maiuscol', 'maiúscul', 'skiftläg', 'hoofdletter'],
  ...['store og små', 'wielkości liter', 'регистр', 'регістр', 'huruf besar', 'ตัวพิมพ์'],
  ...['大文字', '大小写', '大小寫', '대소문자', 'unicode'],
  ...[
    'selective sync',
    'selektive sync',
    'selektiv syn',
    'sélective',
    'selectiva',
    'selettiva',
    'seletiva',
    'selectieve',
  ],
  ...[
    'wybiórcz',
    'выборочн',
    'вибірков',
    'selektif',
    'terpilih',
    '選択型同期',
    '选择性同步',
    '選擇性同步',
    '선택적 동기화',
  ],
  ...[
    'white space',
    'whitespace',
    'leerzeichen',
    "d'espace",
    'd’espace',
    'espacios en blanco',
    'spazi bianchi',
    'spazi vuoti',
    'espaços em branco',
  ],
  ...['mellanslag', 'mellemrum', 'mellomrom', 'spatie', 'spacji', 'пробел', 'пробіл', 'spasi', '空白', '공백'],
  ...[
    'view-only',
    'schreibschutz',
    'lecture seule',
    'solo lectura',
    'sola lettura',
    'somente leitura',
    'lihat saja',
    'lihat-saja',
  ],
  ...[
    'alleen-lezen',
    'tylko do odczytu',
    'только для чтения',
    'лише для читання',
    '読み取り専用',
    '只读',
    '唯讀',
    '읽기 전용',
  ],
  ...['shared folder', 'freigegebene', 'dossier partagé', 'carpeta compartida', 'cartella condivisa', 'delad mapp'],
  ...['pasta compartilhada', 'gedeelde map', 'folderu udostępnionego', '共有フォルダ'],
]

/** Matches what Dropbox appends to a name, in front of the extension. A second copy of a day has a number in it. */
const appended = /\s?[(（]([^()（）]{4,200}(?:\(\d{1,3}\))?)[)）](?:\s?\(\d{1,3}\))?(?=(?:\.[^./()]{1,20})*$)/u

/**
 * Returns the path of the file or folder with which a conflicted copy is in conflict, or null for any other path. If a
 * folder of the path is a conflicted copy, it is that folder's. `copy` is the path of the copy itself.
 */
export function conflictOf(path: string): { copy: string; original: string } | null {
  if (!/[(（]/.test(path)) return null
  const names = path.split('/')
  for (const [depth, name] of names.entries()) {
    const original = originalName(name)
    if (original === null) continue
    const folder = names.slice(0, depth)
    return { copy: [...folder, name].join('/'), original: [...folder, original].join('/') }
  }
  return null
}

/** Removes what Dropbox appended to a name, also several times. Null if there is nothing. */
function originalName(name: string): string | null {
  const composed = name.normalize('NFC')
  const found = appended.exec(composed)
  if (!found || !isConflict(found[1]!.toLowerCase())) return null
  const original = composed.slice(0, found.index) + composed.slice(found.index + found[0].length)
  return originalName(original) ?? original
}

/** Matches what no lesson has in its name without being a copy: Dropbox's date, or its English words. */
const sureSign = /\d{4}-\d{2}-\d{2}|conflicted copy/

function isConflict(text: string): boolean {
  const has = (words: string[]) => words.some(word => text.includes(word))
  return has(conflictWords) && ((has(copyWords) && sureSign.test(text)) || has(conflictReasons))
}
