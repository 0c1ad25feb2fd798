// The hare runs to the other end of the furrow; whoever waits there says so. After the 73rd run he can no more.
const field = document.querySelector('.furrows')
const hare = field.querySelector('.hare')
const [left, right] = field.querySelectorAll('.says')
const button = document.querySelector('#run')
const count = document.querySelector('#runs')
const fieldMeters = 200
let runs = 0

const wait = seconds => new Promise(done => setTimeout(done, seconds * 1000))

async function run() {
  const toTheRight = !hare.classList.contains('there')
  hare.classList.toggle('back', !toTheRight)
  hare.classList.toggle('there', toTheRight)
  hare.classList.add('runs')
  for (const bubble of [left, right]) bubble.classList.remove('now')
  await wait(0.9)
  hare.classList.remove('runs')
  const bubble = toTheRight ? right : left
  bubble.classList.add('now')
  runs += 1
  count.value = `Run ${runs}: ${(runs * fieldMeters).toLocaleString('en')} meters so far`
}

button.addEventListener('click', async () => {
  button.disabled = true
  await run()
  button.disabled = runs >= 73
  if (runs === 1) button.textContent = '“Once more! And back again!”'
  if (runs >= 73) hare.classList.add('tired')
})
