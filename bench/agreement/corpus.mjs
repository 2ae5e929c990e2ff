// Made-up sites, the same ones for the same seed. A site is what its server answers: see serve.mjs.
const HTTPS_HEADERS = {
  'Strict-Transport-Security': ['max-age=63072000; includeSubDomains; preload', 'max-age=15552000', 'max-age=15551999', 'max-age=0', 'max-age=-1',
    'MAX-AGE=31536000', 'max-age="31536000"', 'max-age=300', 'max-age = 31536000', 'includeSubDomains', '', 'max-age=', 'max-age=abc',
    'max-age=100x; max-age=31536000', 'max-age=31536000, max-age=31536000', ';;max-age=31536000;;', 'max-age=99999999999999999999', 'max-age= 31536000', 'max-age=1e9'],
  'X-Frame-Options': ['DENY', 'sameorigin', 'SAMEORIGIN', 'ALLOW-FROM https://a.example', 'allow-from', 'ALLOWALL', '', 'DENY, DENY', 'SAMEORIGIN;', '"DENY"'],
  'X-Content-Type-Options': ['nosniff', 'NoSniff', 'nosniff, nosniff', '', 'none', 'nosniff;', '"nosniff"'],
  'Referrer-Policy': ['no-referrer', 'same-origin', 'strict-origin', 'strict-origin-when-cross-origin', 'origin', 'unsafe-url', 'origin-when-cross-origin',
    'no-referrer-when-downgrade', 'no-referrer, strict-origin-when-cross-origin', 'strict-origin, bogus', 'bogus', '', 'Unsafe-URL', 'no-referrer; foo', 'unsafe-url,no-referrer', 'no-referrer,'],
  'Cross-Origin-Resource-Policy': ['same-origin', 'same-site', 'cross-origin', 'Same-Origin', 'none', '', 'same-origin, same-origin'],
  'Content-Security-Policy-Report-Only': ["default-src 'self'", ''],
};
const SOURCES = ["'self'", "'none'", "'unsafe-inline'", "'unsafe-eval'", "'nonce-abcdefgh1234'", "'nonce-ABC'", "'strict-dynamic'", 'https:', 'http:', 'data:', '*', 'blob:',
  'https://cdn.example.net', 'http://cdn.example.net', 'cdn.example.net', '*.example.net', 'https://*', 'https://*.*', 'http://*', 'ftp:', 'https://cdn.example.net/js/',
  'https://cdn.example.net/js/app.js', "'sha256-AbCdEfGhIjKlMnOpQrStUvWxYz0123456789abcdefg='", "'report-sample'", "'wasm-unsafe-eval'", 'ws:', 'wss://live.example.net', "'UNSAFE-INLINE'",
  'HTTPS:', 'https://cdn.example.net-x', 'https://cdn.example.net:8443', 'ftp://files.example.net', 'http:*'];
const DIRECTIVES = ['default-src', 'script-src', 'style-src', 'object-src', 'img-src', 'media-src', 'connect-src', 'font-src', 'frame-ancestors', 'base-uri', 'form-action',
  'report-uri', 'report-to', 'sandbox', 'upgrade-insecure-requests', 'frame-src', 'worker-src', 'script-src-elem', 'DEFAULT-SRC', 'block-all-mixed-content'];
const POLICIES = ["default-src 'none'", "default-src 'self'", "default-src 'none'; script-src 'self'; style-src 'self'; frame-ancestors 'none'",
  "default-src 'self'; style-src 'self' 'unsafe-inline'; object-src 'none'", "script-src 'nonce-abcdefgh1234' 'strict-dynamic' https: 'unsafe-inline'; object-src 'none'; style-src 'self'",
  "default-src 'nonce-abcdefgh1234' 'strict-dynamic' https: http: 'unsafe-inline'", "script-src 'self'", "frame-ancestors 'none'", "frame-ancestors *", "upgrade-insecure-requests",
  "default-src 'self'; img-src http:", "default-src 'self'; report-uri http://collector.example/", "default-src 'self'; report-uri /a; report-uri /b", "default-src 'self'; default-src 'none'",
  '', 'abc', ';;;;;;;', 'img-src', "default-src 'self' 'unsafe-eval'", "script-src 'strict-dynamic'; object-src 'none'", "default-src", "default-src 'none' 'self'",
  "default-src 'self'; connect-src http://api.example", "default-src 'none'; img-src *; script-src https://a.example/x/ https://a.example/x/y"];
const COOKIES = ['id=1; Secure; HttpOnly; SameSite=Lax', 'id=1; Secure', 'id=1', 'SESSIONID=1; HttpOnly', 'sess=1; Secure', 'login=1; Secure; HttpOnly; SameSite=Strict', 'id=1; Secure; SameSite',
  'id=1; Secure; SameSite=Sometimes', 'id=1; SameSite=None', 'id=1; Secure; SameSite=None', 'csrftoken=1; Secure', 'csrftoken=1; Secure; SameSite=What', 'XSRF-TOKEN=1; Secure; SameSite=Lax',
  'heroku-session-affinity=1', '=nameless', 'nameless', '__Host-id=1; Secure; Path=/; HttpOnly; SameSite=Lax', '__Host-id=1; Path=/', '__Host-id=1; Secure; Path=/a', '__Secure-id=1', '__Secure-id=1; Secure',
  '__host-id=1', 'id=; Max-Age=0', 'id=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Secure', 'a=1; Domain=other.example', 'a=1; Domain=com', 'a=1; Domain=co.uk', 'id=2; Secure; Domain=HOST', 'id=2; Domain=.HOST; HttpOnly',
  'id=3; Path=/deep; Secure; SameSite=Lax', 'id=1; Secure; SameSite=Lax; SameSite=None', 'id=1; Secure; samesite=LAX', 'id=1; secure; httponly', 'PHPSESSID=x; Path=/; HttpOnly; Secure', ' spaced = 1 ; Secure', 'id="a;b"; Secure',
  'id=1; Secure; SameSite=None=x', 'id=1;;Secure;;SameSite=Strict', 'id=1; Secure; Domain=', 'id=1; Secure=false; SameSite=Strict'];
const SCRIPTS = ['<script>1</script>', '<script src="/a.js"></script>', '<script src="a.js" integrity="sha384-x"></script>', '<script src="https://cdn.example.net/a.js"></script>',
  '<script src="https://cdn.example.net/a.js" integrity="sha384-x" crossorigin></script>', '<script src="http://cdn.example.net/a.js"></script>', '<script src="http://cdn.example.net/a.js" integrity="x"></script>',
  '<script src="//cdn.example.net/a.js"></script>', '<script src="//cdn.example.net/a.js" integrity="sha384-x"></script>', '<script src="https://HOST/a.js"></script>', '<script src="https://HOST/a.js" integrity="sha384-x"></script>',
  '<script src="http://HOST/a.js"></script>', '<script src="https://static.HOST/a.js"></script>', '<script src="//HOST/a.js"></script>', '<script src=""></script>', '<script src="data:text/javascript,1"></script>',
  '<SCRIPT SRC="HTTPS://CDN.EXAMPLE.NET/a.js"></SCRIPT>', '<template><script src="https://cdn.example.net/a.js"></script></template>', '<!-- <script src="https://cdn.example.net/a.js"></script> -->',
  '<script src=" https://cdn.example.net/a.js "></script>', '<script src="https://cdn.example.net/a.js" integrity=""></script>', '<script src="https://other.github.io/a.js"></script>', '<script src="https://127.0.0.1/a.js"></script>',
  '<noscript><script src="https://cdn.example.net/a.js"></script></noscript>', '<svg><script href="/x.js"></script></svg>', '<link rel=stylesheet href="https://cdn.example.net/a.css">', '<script src="https:cdn.example.net/b.js"></script>',
  '<script src="/\\cdn.example.net/b.js"></script>', '<script src="///cdn.example.net/b.js"></script>', '<iframe srcdoc="<script src=https://cdn.example.net/a.js></script>"></iframe>', '<script src="https://user@cdn.example.net:8443/a.js"></script>'];
const METAS = ['<meta http-equiv="Content-Security-Policy" content="default-src \'self\'">', '<meta http-equiv="content-security-policy" content="frame-ancestors \'none\'">',
  '<meta http-equiv=" CONTENT-SECURITY-POLICY " content="default-src \'none\'; report-uri /a; frame-ancestors \'none\'">', '<meta http-equiv="Content-Security-Policy" content="">', '<meta http-equiv="Content-Security-Policy" content="  ">',
  '<meta http-equiv="Content-Security-Policy">', '<meta name="referrer" content="no-referrer">', '<meta name=" Referrer " content="unsafe-url">', '<meta name="referrer" content="">', '<meta name="referrer" http-equiv="x" content="no-referrer">',
  '<meta http-equiv="X-Frame-Options" content="DENY">', '<meta http-equiv="Content-Security-Policy" content="script-src \'self\' https://cdn.example.net; object-src \'none\'">', '<base href="https://cdn.example.net/">', '<base href="/x/">',
  '<base href="https://HOST/">', '<meta name="referrer" content="origin"><meta name="referrer" content="strict-origin">'];
const TYPES = ['text/html', 'text/html; charset=utf-8', 'text/html;charset=utf-8', 'TEXT/HTML', 'text/html ; charset=utf-8', 'application/xhtml+xml', 'text/plain', 'application/xml', ''];
const DOMAINS = ['site.example', 'shop.com', 'boutique.co.uk', 'user.github.io', 'preloaded.com', 'deep.sub.shop.org', 'magasin.fr', 'shop.kawasaki.jp'];

export const preload = { 'preloaded.com': { mode: 'force-https', includeSubDomains: true }, 'single.example': { mode: 'force-https', includeSubDomains: false }, 'pinned.example': { mode: '', includeSubDomains: true } };

function random(seed) {
  return () => { seed = (seed + 0x6d2b79f5) | 0; let t = Math.imul(seed ^ (seed >>> 15), 1 | seed); t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t; return ((t ^ (t >>> 14)) >>> 0) / 4294967296; };
}

const FURTHER = ['unsafe-inline', 'self', 'nonce-abcdefgh', 'sha256-abc', "'unsafe-hashes'", "'nonce-short'", "'nonce-a'", "'nonce-ab cd", "'nonce-with!sign1'", "'sha256-!'", "'bogus'", '127.0.0.1', 'https://192.0.2.1:8443',
  'https://[::1]', '*.google.com', 'ajax.googleapis.com', 'www.google-analytics.com', 'https://www.googletagmanager.com', 'cdnjs.cloudflare.com', 'https://ajax.googleapis.com/ajax/libs/', 'vk.com', 'https://vk.com/swf/video.swf',
  'script-src', 'object-src', "'script'", "'allow-duplicates'", 'application/pdf', 'application/x-shockwave-flash', 'localhost:*', 'https://*.cloudfront.net', 'yandex.st', '*.com', "'Self'", 'HTTP://cdn.example.net', '//cdn.example.net', 'https://vk.com:*'];
const RARE = ['scrpt-src', 'script-src:', 'plugin-types', 'require-trusted-types-for', 'trusted-types', 'reflected-xss', 'referrer', 'disown-opener', 'prefetch-src', 'script-src-attr', 'style-src-elem', 'child-src'];

/** Single policies with more of what only CSP Evaluator looks at. */
export function richPolicies(count, seed) {
  const next = random(seed), pick = list => list[Math.floor(next() * list.length)], maybe = share => next() < share;
  return Array.from({ length: count }, () => maybe(0.2) ? policy(pick, maybe, next) : Array.from({ length: 1 + Math.floor(next() * 5) }, () =>
    [pick(maybe(0.3) ? RARE : maybe(0.5) ? ['script-src', 'object-src', 'base-uri', 'default-src'] : DIRECTIVES), ...Array.from({ length: Math.floor(next() * 4.5) }, () => pick(maybe(0.5) ? FURTHER : SOURCES))].join(' ')).join('; '));
}

function policy(pick, maybe, next) {
  if (maybe(0.35)) return pick(POLICIES);
  return Array.from({ length: 1 + Math.floor(next() * 5) }, () => {
    const name = pick(DIRECTIVES);
    return [name, ...Array.from({ length: Math.floor(next() * 4.5) }, () => pick(SOURCES))].join(' ');
  }).join(pick(['; ', ';', ' ; ', ';;']));
}

export function sites(count, seed) {
  const next = random(seed), pick = list => list[Math.floor(next() * list.length)], maybe = share => next() < share;
  return Array.from({ length: count }, (_, index) => site(index, pick, maybe, next));
}

function site(index, pick, maybe, next) {
  const host = `s${index}.${pick(DOMAINS)}`;
  const fill = text => text.replaceAll('HOST', host);
  const headers = [];
  for (const [name, values] of Object.entries(HTTPS_HEADERS)) {
    if (maybe(name.endsWith('Only') ? 0.1 : 0.65)) headers.push([name, maybe(0.5) ? values[0] : pick(values)]);
    if (maybe(0.04)) headers.push([name, pick(values)]);
  }
  if (maybe(0.7)) headers.push(['Content-Security-Policy', policy(pick, maybe, next)]);
  if (maybe(0.08)) headers.push(['Content-Security-Policy', policy(pick, maybe, next)]);
  const type = maybe(0.75) ? TYPES[1] : pick(TYPES);
  if (type) headers.push(['Content-Type', type]);
  if (maybe(0.45)) for (let i = 0; i < 1 + Math.floor(next() * 3); i++) headers.push(['Set-Cookie', fill(pick(COOKIES))]);
  const some = (list, share, most) => maybe(share) ? Array.from({ length: 1 + Math.floor(next() * most) }, () => fill(pick(list))).join('\n') : '';
  return {
    id: `s${index}`, host, headers,
    status: maybe(0.93) ? 200 : pick([204, 304, 401, 403, 404, 500, 503, 300]),
    body: `<!doctype html><html><head>${some(METAS, 0.3, 3)}</head><body>${some(SCRIPTS, 0.7, 3)}</body></html>`,
    certificate: maybe(0.9) ? 'good' : pick(['bad', 'bad', 'none']),
    // What https does before it answers, what http does, what a preflight is answered.
    https: maybe(0.85) ? 'answer' : pick(['folder', 'www', 'to-http', 'cookie', 'cookie-wall', 'loop']),
    http: maybe(0.5) ? 'redirect' : pick(['closed', 'answer', 'redirect-302', 'redirect-308', 'redirect-http', 'redirect-www', 'redirect-http-then-https', 'redirect-bad', 'redirect-404', 'redirect-preloaded', 'redirect-ftp', 'redirect-nowhere', 'loop']),
    cors: maybe(0.5) ? 'none' : pick(['star', 'star-credentials', 'fixed', 'fixed-credentials', 'reflect', 'null', 'empty', 'twice', 'refused', 'redirect']),
    index: next(),
  };
}
