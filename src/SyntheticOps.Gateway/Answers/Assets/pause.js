// Tries again by itself. The page works without it. Each page got a time of its own, and waits up to a quarter of it more, so that
// customers do not all come back in the same second.
const period = Number(document.documentElement.dataset.retry ?? 0);
const line = document.querySelector("[data-next]");

if (period > 0) {
  let due = 0;
  let looking = false;
  const plan = () => { due = performance.now() + period * 1000 * (1 + Math.random() / 4); };

  const look = async () => {
    looking = true;
    try {
      const answer = await fetch(location.href, { method: "HEAD", cache: "no-store", redirect: "manual" });
      if (answer.status < 500) { location.reload(); return; }
    } catch { /* no network: the next try may have one */ }
    looking = false;
    plan();
  };

  plan();
  setInterval(() => {
    const left = Math.max(0, Math.ceil((due - performance.now()) / 1000));
    if (line) line.textContent = line.dataset.next.replace("{0}", left);
    if (left === 0 && !looking && !document.hidden) look();
  }, 1000);
}
