import { describe, expect, test } from 'vitest'
import { encodeLegacy } from '../test/encode-legacy.ts'
import { readCaptions } from './captions.ts'
import { legacyCharset } from './detect-charset.ts'
import { legacyReadings } from './legacy-readings.ts'

/** Words in a language, and the charset in which old editors save them. */
const words: [language: string, charset: string, text: string][] = [
  ['ru', 'windows-1251', 'Доброе утро, сказал ёж. Сегодня мы расскажем, как заяц и ёж бежали через поле.'],
  ['uk', 'windows-1251', 'Доброго ранку, сказав їжак. Сьогодні ми розкажемо, як заєць і їжак бігли полем.'],
  ['tr', 'windows-1254', 'Günaydın, dedi kirpi. Bugün tavşan ile kirpinin yarışını anlatıyoruz, güneş doğdu.'],
  ['el', 'iso-8859-7', 'Καλημέρα, είπε ο σκαντζόχοιρος. Σήμερα μιλάμε για τον λαγό και για τον αγώνα.'],
  ['he', 'windows-1255', 'בוקר טוב, אמר הקיפוד. היום נספר איך הארנב והקיפוד רצו בשדה.'],
  ['ar', 'windows-1256', 'صباح الخير، قال القنفذ. اليوم نحكي كيف ركض الأرنب والقنفذ في الحقل.'],
  ['cs', 'windows-1250', 'Dobré ráno, řekl ježek. Dnes budeme vyprávět, jak zajíc a ježek běželi přes pole šťastně.'],
  ['pl', 'windows-1250', 'Dzień dobry, powiedział jeż. Dziś opowiemy, jak zając i jeż ścigali się przez pole.'],
  ['pl', 'iso-8859-2', 'Dzień dobry, powiedział jeż. Dziś opowiemy, jak zając i jeż ścigali się przez pole.'],
  ['de', 'windows-1252', '„Guten Morgen“, sagte der Igel. Er hörte die Lerchen und grüßte den Hasen schön …'],
  ['fr', 'windows-1252', 'Le lièvre et le hérisson font la course à travers le champ. « Où es-tu ? »'],
  ['ja', 'shift_jis', '今日はウサギとハリネズミの話をします。おはようございます、とハリネズミは言いました。'],
  ['ko', 'euc-kr', '오늘은 토끼와 고슴도치 이야기를 합니다. 안녕하세요, 고슴도치가 말했습니다.'],
  ['zh-CN', 'gbk', '今天我们讲兔子和刺猬的故事。早上好，刺猬说。'],
  ['zh-TW', 'big5', '今天我們講兔子和刺蝟的故事。早安，刺蝟說。'],
]
/** Languages that only the name tells: the detection does not know them. */
const onlyNamed: typeof words = [
  ['lt', 'windows-1257', 'Labas rytas, tarė ežys. Šiandien pasakosime, kaip kiškis ir ežys bėgo per lauką.'],
  ['th', 'windows-874', 'วันนี้เราจะเล่าเรื่องกระต่ายกับเม่น'],
  ['vi', 'windows-1258', 'Xin chào các ba\u0323n, hôm nay ta kê\u0309 chuyê\u0323n đua'],
]

const subRip = (text: string) => `1\r\n00:00:01,000 --> 00:00:02,000\r\n${text}\r\n`
const charsetOfName: Record<string, string> = Object.fromEntries(
  [...words, ...onlyNamed].map(([language, charset]) => [language, charset]),
)

describe('captions are read in the charset', () => {
  test.each([...words, ...onlyNamed])('of the language %s in their name, in %s', (language, charset, text) => {
    const named = language === 'pl' ? 'iso-8859-2' : charsetOfName[language]!
    expect(readCaptions(encodeLegacy(subRip(text), charset), 'srt', named)).toMatchObject({
      status: 'CONVERTED',
      webVtt: expect.stringContaining(text),
      flaw: null,
    })
  })

  test.each(words)('of their words without a name, in %s and %s', (_, charset, text) => {
    expect(readCaptions(encodeLegacy(subRip(text), charset), 'srt')).toMatchObject({
      webVtt: expect.stringContaining(text),
    })
  })

  test('of Western Europe if there are too few words', () => {
    for (const word of ['Grüße', 'ça', 'señor', 'é'])
      expect(legacyCharset(encodeLegacy(subRip(word), 'windows-1252'), null)).toBe('windows-1252')
  })

  test('of their words if the name names another language', () => {
    expect(legacyCharset(encodeLegacy(subRip(words[0]![2]), 'windows-1251'), 'shift_jis')).toBe('windows-1251')
  })

  test('UTF-8 if only a few letters are damaged', () => {
    const bytes = Buffer.concat([Buffer.from(subRip(words[0]![2])), Buffer.from([0xd0])])
    expect(legacyCharset(bytes, 'windows-1251')).toBe('utf-8')
    expect(legacyReadings(bytes, 'srt')!['windows-1251']).toMatchObject({ charset: 'utf-8' })
  })
})

test('quotes the first line with a letter that is not ASCII, for each name', () => {
  const text = `${subRip('Lesson 1')}\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\n<i>Заяц & ёж</i>\r\n${subRip(words[0]![2])}`
  const readings = legacyReadings(encodeLegacy(text, 'windows-1251'), 'srt')!
  expect(readings['']).toEqual({ charset: 'windows-1251', line: 'Заяц & ёж' })
  expect(readings['windows-1251']).toEqual({ charset: 'windows-1251', line: 'Заяц & ёж' })
  expect(readings['windows-1252']).toEqual({ charset: 'windows-1252', line: expect.stringContaining('Çàÿö & ¸æ') })
})

test('does not mention captions in Unicode', () => {
  const text = subRip('Заяц')
  expect(legacyReadings(Buffer.from(text), 'srt')).toBeNull()
  expect(legacyReadings(Buffer.from(`\ufeff${text}`, 'utf16le'), 'srt')).toBeNull()
})
