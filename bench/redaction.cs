#:project ../ServiceDefaults/SyntheticOps.ServiceDefaults.csproj
#:property PublishAot=false
#:property AssemblyName=bench-redaction
#:property NoWarn=$(NoWarn);CA1852;IDE0130;CA1050
// RED-03: what the redactor takes for an attribute of a span (median, 1 us), for the worst text of 64 KiB (5 ms), and how much more
// for ten times the length (12). Run it with `dotnet run ops.cs bench redaction`.
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using SyntheticOps.ServiceDefaults.Redaction;

const int Long = 64 * 1024;
const int Rounds = 60;

// Ten times this is still below the size from which .NET's memory is another kind, whose cost is no property of the redactor.
const int Short = 4000;
var redactor = new Redactor(["canary-Pass w0rd/9", "4929000000000006", "123", "whsec_0123456789abcdef", "0123456789abcdefghijklmnopqrstuvwxyzABCDEFG"]);
(string Name, string Value)[] attributes =
[
    ("url.full", "https://shop.example/commande/7c1e0b6f52aa4c9d8c41d2a5ee19f3b7/paiement"),
    ("http.request.method", "GET"),
    ("server.address", "shop.example"),
    ("synthetic.request.initiator", "script https://shop.example/_content/app.3f21c9.js:118"),
    ("synthetic.step.name", "address"),
    ("db.query.text", "select id, status, total_cents, currency from orders where id = @id and deleted_at is null order by created_at desc limit 1"),
    ("synthetic.message", "Step 5 'pay': button 'Payer 89,00 EUR' was disabled within 15 s; POST /api/checkout answered 502."),
    ("user_agent.original", "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36 SyntheticOps/0.1.0"),
    ("exception.message", "Connection refused (127.0.0.1:5432)"),
    ("code.file.path", "checkout.yaml"),
];
string[] parts =
[
    "eyJ", "eyJhbGciOiJIUzI1NiJ9.", "eyJaaaaaaaaaaaa.eyJ", "://", "://a@", "http://aaaaaaaaaaaaaaaa:", "bearer ", "basic+", "basic YWFhYWFhYWFhYWFhYWFh ", "-----BEGIN ", "-----BEGIN PRIVATE KEY-----\n",
    "xAKIA", "sk_live_", "token=", "token", "\"password\":\"", "password\\\\\\\"", "cookie:", "sig=\"", "4242 ", "4", "4929 0000 ", "4929000000000006", "4929-0000-0000-0006-", "123 ", "1234", "canary-Pass w0rd/", "canary", "Y2FuYXJ5", "63616e617279", " ", "é",
];

foreach (var (name, value) in attributes)
{
    redactor.Redact(name, value);
}

var each = new List<double>();
for (var i = 0; i < 20_000; i++)
{
    foreach (var (name, value) in attributes)
    {
        var began = Stopwatch.GetTimestamp();
        redactor.Redact(name, value);
        each.Add(Stopwatch.GetElapsedTime(began).TotalMicroseconds);
    }
}

each.Sort();
Print("redaction_attribute", each[each.Count / 2], "us", string.Create(CultureInfo.InvariantCulture, $"median of {each.Count} attributes as spans have them, 5 known secrets; P99 {each[each.Count * 99 / 100]:0.00} us"));

var worst = parts.Select(part => (Part: part, Time: Fastest(part, Long, 1), One: Fastest(part, Short, 4), Tenfold: Fastest(part, Short * 10, 1))).ToList();
var slowest = worst.MaxBy(one => one.Time);
var steepest = worst.MaxBy(one => one.Tenfold / one.One);
Print("redaction_worst_64k", slowest.Time, "ms", $"the slowest of {parts.Length} repeated beginnings of secrets: {slowest.Part.Trim()}");
Print("redaction_tenfold", steepest.Tenfold / steepest.One, "x", string.Create(CultureInfo.InvariantCulture, $"40,000 characters against 4,000, the steepest of them: '{steepest.Part.Trim()}', {steepest.One:0.0000} and {steepest.Tenfold:0.000} ms"));
return 0;

// The fastest of some rounds: what else the machine does is no property of the text.
double Fastest(string part, int length, int times)
{
    var text = string.Concat(Enumerable.Repeat(part, length / part.Length));
    return Enumerable.Range(0, Rounds).Min(_ =>
    {
        var began = Stopwatch.GetTimestamp();
        for (var i = 0; i < times; i++)
        {
            redactor.Redact(text);
        }

        return Stopwatch.GetElapsedTime(began).TotalMilliseconds / times;
    });
}

static void Print(string name, double value, string unit, string note) => Console.WriteLine(JsonSerializer.Serialize(new { name, value = Math.Round(value, 3), unit, note }));
