export const fileContent = {
  pixels: '{width} × {height} pixels',
  noPicture: 'Browsers cannot show this picture.',
  text: 'Text of the file',
  allLines: 'Show all {count} lines',
} as const
