// Each question: what is asked, what may be answered (the first one is right), and why.
const questions = [
  {
    ask: 'What did the hare laugh at?',
    answers: ['The hedgehog’s crooked legs', 'His song', 'His turnips'],
    why: 'About his legs a hedgehog will hear nothing at all.',
  },
  {
    ask: 'How did the hedgehog win?',
    answers: ['His wife waited at the other end', 'He took a shorter way', 'The hare fell asleep'],
    why: 'In the film you can tell her by her red scarf. The hare did not look closely.',
  },
  {
    ask: 'The hare ran 73 furrows of 200 meters each. How far is that?',
    answers: ['14,600 meters', '1,460 meters', '7,300 meters'],
    why: '73 × 200 = 14,600. That is more than 14 kilometers.',
  },
  {
    ask: 'Who stays awake in winter?',
    answers: ['The hare', 'The hedgehog', 'Both'],
    why: 'The hedgehog sleeps for months in a nest of leaves.',
  },
  {
    ask: 'Which of these are born with fur and open eyes?',
    answers: ['Young hares', 'Young rabbits', 'Young hedgehogs'],
    why: 'Young hares lie in the open field and must be ready at once.',
  },
]

// Where the right answer stands in each question, so that it is not always the first.
const order = [
  [1, 0, 2],
  [2, 1, 0],
  [0, 2, 1],
  [1, 0, 2],
  [2, 0, 1],
]
const quiz = document.querySelector('#quiz')
const result = document.querySelector('#result')
let answered = 0
let right = 0

questions.forEach(({ ask, answers, why }, number) => {
  const set = document.createElement('fieldset')
  const legend = document.createElement('legend')
  legend.textContent = `${number + 1}. ${ask}`
  set.append(legend)
  for (const index of order[number]) {
    const label = document.createElement('label')
    const input = document.createElement('input')
    input.type = 'radio'
    input.name = `question-${number}`
    input.addEventListener('change', () => answer(set, label, index === 0, why))
    label.append(input, answers[index])
    if (index === 0) label.dataset.right = ''
    set.append(label)
  }
  quiz.append(set)
})

function answer(set, label, isRight, why) {
  label.className = isRight ? 'right' : 'wrong'
  set.querySelector('[data-right]').className = 'right'
  for (const input of set.querySelectorAll('input')) input.disabled = true
  const note = document.createElement('p')
  note.className = 'why'
  note.textContent = `${isRight ? 'Right!' : 'Not quite.'} ${why}`
  set.append(note)
  answered += 1
  right += isRight ? 1 : 0
  if (answered === questions.length) result.textContent = verdict()
}

function verdict() {
  if (right === questions.length) return 'Five out of five. You were here already!'
  return `${right} out of five. Once more, and back again?`
}
