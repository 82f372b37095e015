export function App() {
  return <main>Millrace</main>;
}
