using System.Globalization;
using System.Net;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using SyntheticOps.ServiceDefaults.Redaction;

namespace SyntheticOps.ServiceDefaults.Tests.Redaction;

/// <summary>RED-02, RED-03 and RED-04. Times of RED-03 are measured by bench/redaction.cs.</summary>
public sealed class RedactorTests
{
    private const string Secret = "p@ss wörd/é+\"x\"<y>";

    private static readonly Redactor Known = new([Secret, "123", "4929-0000-0000-0001"]);

    public static TheoryData<string> Encodings => new(
        Secret,
        Uri.EscapeDataString(Secret),
        WebUtility.UrlEncode(Secret),
        WebUtility.HtmlEncode(Secret),
        JsonSerializer.Serialize(Secret)[1..^1],
        JsonSerializer.Serialize(JsonSerializer.Serialize(Secret))[1..^1],
        Convert.ToHexString(Encoding.UTF8.GetBytes(Secret)),
        Convert.ToHexStringLower(Encoding.UTF8.GetBytes(Secret)),
        Convert.ToBase64String(Encoding.UTF8.GetBytes(Secret)),
        Convert.ToBase64String(Encoding.UTF8.GetBytes("u:" + Secret + "!")),
        Convert.ToBase64String(Encoding.UTF8.GetBytes("u" + Secret + "!!")),
        Convert.ToBase64String(Encoding.UTF8.GetBytes(Secret)).Replace('+', '-').Replace('/', '_').TrimEnd('='),
        Secret.ToUpperInvariant());

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Redact_KnownSecretInAnyEncoding_IsMasked(string form)
    {
        var clean = Known.Redact($"before [{form}] after");

        clean.ShouldStartWith("before [");
        clean.ShouldContain(Redactor.Mask);
        clean.ShouldEndWith(" after");
        Known.IsIn(clean).ShouldBeFalse(clean);
        Known.IsIn($"before {form} after").ShouldBeTrue();
    }

    [Fact]
    public void IsIn_BytesOfBothEncodings_AreSeen()
    {
        Known.IsIn(Encoding.UTF8.GetBytes($"x{Secret}x").AsSpan()).ShouldBeTrue();
        Known.IsIn(Encoding.Unicode.GetBytes($"x{Secret}x").AsSpan()).ShouldBeTrue();
        Known.IsIn("123"u8).ShouldBeFalse("three characters stand in any picture");
    }

    [Theory]
    [InlineData("code 123, please", "code [REDACTED], please")]
    [InlineData("4bf92f3577b34da6a3ce929d0e0e1234", "4bf92f3577b34da6a3ce929d0e0e1234")]
    [InlineData("a123b 0123", "a123b 0123")]
    [InlineData("card 4929 0000 0000 0001.", "card [REDACTED].")]
    public void Redact_ShortAndSpreadSecrets_AreWordsByThemselves(string text, string expected) => Known.Redact(text).ShouldBe(expected);

    /// <summary>RED-02: recall 100 %.</summary>
    [Fact]
    public void Redact_Positives_AreAllMasked()
    {
        var missed = Positives().Where(positive => Redactor.OfShapes.Redact(positive.Text).Contains(positive.Secret, StringComparison.Ordinal)).ToList();

        missed.ShouldBeEmpty();
        Positives().Count().ShouldBeGreaterThanOrEqualTo(1000);
    }

    /// <summary>RED-02: at most 0.1 % of 2,000.</summary>
    [Fact]
    public void Redact_Negatives_StayAsTheyAre()
    {
        var touched = Negatives().Where(negative => Redactor.OfShapes.Redact(negative) != negative).ToList();

        Negatives().Count().ShouldBeGreaterThanOrEqualTo(2000);
        touched.Count.ShouldBeLessThanOrEqualTo(2, string.Join('\n', touched));
    }

    [Fact]
    public void Redact_Numbers_CardsAreMaskedAndTimesAreNot()
    {
        Redactor.OfShapes.Redact("card", 4242424242424242L).ShouldBe(Redactor.Mask);
        Redactor.OfShapes.Redact("start", 1763980800000000000L).ShouldBe(1763980800000000000L);
        Redactor.OfShapes.Redact("user.password", 5L).ShouldBe(Redactor.Mask);
    }

    /// <summary>RED-04: 0 raw.</summary>
    [Fact]
    public void Redact_StageThatThrows_DropsTheValue() =>
        new Redactor([], [_ => throw new InvalidOperationException("broken")]).Redact("card 4242424242424242").ShouldBe(Redactor.Mask);

    [Fact]
    public void Redact_CleanText_IsTheSameInstance()
    {
        var text = "GET https://shop.example/products/12?* answered 200";

        ReferenceEquals(Known.Redact(text), text).ShouldBeTrue();
    }

    /// <summary>RED-03: ten times the text is at most twelve times the work, counted in what it allocates.</summary>
    [Theory]
    [InlineData("eyJ")]
    [InlineData("://")]
    [InlineData("Bearer ")]
    [InlineData("4242 ")]
    [InlineData("4")]
    [InlineData("token=")]
    [InlineData("\"password\":\"")]
    [InlineData("-----BEGIN ")]
    [InlineData("eyJhbGciOiJIUzI1NiJ9.")]
    public void Redact_HostileRepetition_IsLinear(string part)
    {
        var shorter = Allocated(part, 26_000);

        Allocated(part, 260_000).ShouldBeLessThanOrEqualTo((12 * shorter) + 4096);
    }

    /// <summary>RED-03: no pattern goes back in the text, so that none takes more than linear time.</summary>
    [Fact]
    public void Patterns_OfTheRedactor_DoNotBacktrack()
    {
        var patterns = typeof(Redactor).Assembly.GetTypes().Where(type => type.Namespace == typeof(Redactor).Namespace)
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(method => method.GetCustomAttribute<GeneratedRegexAttribute>() is not null)
            .Select(method => (Regex)method.Invoke(null, null)!)
            .ToList();

        patterns.ShouldNotBeEmpty();
        patterns.ShouldAllBe(pattern => pattern.Options.HasFlag(RegexOptions.NonBacktracking));
        // A browser runs these: nothing in them repeats without end. The secret itself has a plus sign.
        var readable = Known.Readable().Select(pattern => pattern.ToString().Replace(@"\+", "", StringComparison.Ordinal)).ToList();
        readable.Count.ShouldBe(2);
        readable.ShouldAllBe(pattern => !pattern.Contains('*') && !pattern.Contains('+') && !pattern.Contains('{'));
    }

    /// <summary>The least of ten: a pattern that another test is using lends its working memory to nobody else, so a further one is made.</summary>
    private static long Allocated(string part, int length)
    {
        var text = string.Concat(Enumerable.Repeat(part, length / part.Length));
        Known.Redact(text).Length.ShouldBeGreaterThan(0);
        return Enumerable.Range(0, 10).Min(_ =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            Known.Redact(text);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        });
    }

    private static IEnumerable<(string Text, string Secret)> Positives()
    {
        var random = new Random(1);
        string[] prefixes = ["4", "51", "55", "2221", "2720", "34", "37", "6011", "65", "62", "50"];
        string[] frames = ["{0}", "card {0}, thanks", "{{\"pan\":\"{0}\"}}", "https://shop.example/pay?pan={0}&x=1", "number: {0}.", "({0})", "pan={0}"];
        for (var i = 0; i < 700; i++)
        {
            var length = 13 + (i % 7);
            var prefix = prefixes[i % prefixes.Length];
            var card = Card(random, length == 13 && prefix[0] == '3' ? "4" : prefix, length);
            var shown = (i % 3) switch { 0 => card, 1 => Grouped(card, ' '), _ => Grouped(card, '-') };
            yield return (string.Format(CultureInfo.InvariantCulture, frames[i % frames.Length], shown), shown);
        }

        for (var i = 0; i < 20; i++)
        {
            var word = Word(random, 40);
            var jwt = $"eyJ{Word(random, 20)}.{Word(random, 60)}.{Word(random, 43)}";
            yield return ($"Authorization: Bearer {word}", word);
            yield return ($"got {jwt} from there", jwt);
            yield return ($"https://s3.example/f?AWSAccessKeyId=AKIA{Word(random, 16).ToUpperInvariant()}&Signature={word}&Expires=1", word);
            yield return ($"https://x.example/?X-Goog-Signature={word}", word);
            yield return ($"https://x.blob.example/c?sv=2024&sig={word}%3D", word);
            yield return ($"key AKIA{Word(random, 16).ToUpperInvariant()} x", "AKIA");
            yield return ($"key AIza{Word(random, 35)} x", "AIza");
            yield return ($"AccountName=x;AccountKey={word}==;EndpointSuffix=y", word);
            yield return ($"sk_live_{word}", word);
            yield return ($"Set-Cookie: sid={word}; Path=/; HttpOnly", word);
            yield return ($"{{\"password\": \"two words {word}\"}}", word);
            yield return ($"{{\\\"token\\\":\\\"{word}\\\"}}", word);
            yield return ($"https://user:{word}@shop.example/", word);
            yield return ($"-----BEGIN PRIVATE KEY-----\n{word}\n{word}\n-----END PRIVATE KEY-----", word);
            yield return ($"client_secret%3D{word}%26x%3D1", word);
        }
    }

    private static IEnumerable<string> Negatives()
    {
        var random = new Random(2);
        for (var i = 0; i < 250; i++)
        {
            yield return Convert.ToHexStringLower(Bytes(random, 16));
            yield return Convert.ToHexStringLower(Bytes(random, 8));
            yield return $"00-{Convert.ToHexStringLower(Bytes(random, 16))}-{Convert.ToHexStringLower(Bytes(random, 8))}-01";
            yield return new Guid(Bytes(random, 16)).ToString();
            yield return (1_763_980_800_000_000_000L + random.NextInt64(1_000_000_000_000_000)).ToString(CultureInfo.InvariantCulture);
            yield return $"order {random.Next(1_000_000, 999_999_999).ToString(CultureInfo.InvariantCulture)} of 2026-11-25 20:14:{random.Next(10, 60).ToString(CultureInfo.InvariantCulture)}";
            yield return $"+33 6 {random.Next(10, 99).ToString(CultureInfo.InvariantCulture)} 12 34 56, version 4.{random.Next(99).ToString(CultureInfo.InvariantCulture)}.156.8078";
            yield return $"GET /products/{random.Next(100000).ToString(CultureInfo.InvariantCulture)} answered 200 in 0.{random.NextInt64(1_000_000_000_000_000).ToString(CultureInfo.InvariantCulture)} s";
        }
    }

    private static byte[] Bytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    private static string Word(Random random, int length) => new([.. Enumerable.Range(0, length).Select(_ => "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"[random.Next(62)])]);

    private static string Grouped(string card, char separator) => string.Join(separator, card.Chunk(4).Select(group => new string(group)));

    private static string Card(Random random, string prefix, int length)
    {
        var digits = prefix + string.Concat(Enumerable.Range(0, length - prefix.Length - 1).Select(_ => (char)('0' + random.Next(10))));
        return digits + "0123456789".First(check => IsLuhn(digits + check));
    }

    private static bool IsLuhn(string digits) => digits.Reverse().Select((digit, index) => (digit - '0') * (1 + (index % 2)))
        .Sum(value => value > 9 ? value - 9 : value) % 10 == 0;
}
