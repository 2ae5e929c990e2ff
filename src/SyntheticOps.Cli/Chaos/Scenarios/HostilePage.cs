namespace SyntheticOps.Cli.Chaos.Scenarios;

/// <summary>The twenty pages of PRB-11: each does one thing without end, or asks for what a probe must not give.</summary>
/// <param name="Script">Runs in the page; what needs the server as well is in <see cref="HostileShop"/>.</param>
internal sealed record HostilePage(string Name, string Script)
{
    public static IReadOnlyList<HostilePage> All { get; } =
    [
        new("busy-loop", "while (true) {}"),
        new("request-storm", "let n = 0; setInterval(() => { for (let i = 0; i < 500 && n < 100000; i++) fetch('/x' + n++).catch(() => {}); })"),
        new("console-flood", "const long = 'x'.repeat(100000); setInterval(() => { for (let i = 0; i < 2000; i++) console.log(long, i); })"),
        new("exception-flood", "setInterval(() => { for (let i = 0; i < 200; i++) setTimeout(() => { throw new Error('again ' + i); }); })"),
        new("allocation", "const kept = []; setInterval(() => { if (kept.length < 170) kept.push(new Uint8Array(30_000_000).fill(1)); }, 10)"),
        new("million-nodes", "setInterval(() => { const part = document.createDocumentFragment(); for (let i = 0; i < 100000; i++) part.append(document.createElement('div')); document.body.append(part); })"),
        new("endless-response", "fetch('/endless').then(r => r.text())"),
        new("endless-document", "setTimeout(() => location = '/endless', 50)"),
        new("endless-redirect", "setTimeout(() => location = '/redirect?0', 50)"),
        new("reload-loop", "location.reload()"),
        new("alert-loop", "for (;;) alert('x')"),
        new("confirm-loop", "for (;;) confirm('x')"),
        new("beforeunload-loop", "onbeforeunload = e => { e.preventDefault(); return 'stay'; }; setInterval(() => location = '/x?' + Math.random(), 20)"),
        new("popups", "let n = 0; setInterval(() => { if (n++ < 200) open('/x?' + n); }, 5)"),
        new("downloads", "setInterval(() => { const a = document.createElement('a'); a.href = '/download'; a.download = 'x'; document.body.append(a); a.click(); }, 50)"),
        new("socket-chatter", "for (let i = 0; i < 20; i++) { const s = new WebSocket(`ws://${location.host}/socket`); s.onmessage = () => s.send('y'.repeat(10000)); }"),
        new("print-and-fullscreen", "setInterval(() => { print(); document.documentElement.requestFullscreen().catch(() => {}); }, 20)"),
        new("permission-prompts", "setInterval(() => { Notification.requestPermission(); navigator.geolocation.getCurrentPosition(() => {}); navigator.mediaDevices?.getUserMedia({audio: true}).catch(() => {}); }, 20)"),
        new("service-worker", "setInterval(() => navigator.serviceWorker?.register('/worker.js?' + Math.random()).catch(() => {}), 20)"),
        new("workers-and-frames", "setInterval(() => { new Worker(URL.createObjectURL(new Blob(['while (true) {}']))); const f = document.createElement('iframe'); f.src = '/x'; document.body.append(f); }, 100)"),
    ];
}
