using System.Runtime.CompilerServices;
using SyntheticOps.Checker.Dns;
using SyntheticOps.Checker.Dns.Client;
using SyntheticOps.Checker.Dns.Dnssec;
using SyntheticOps.Checker.Dns.Resolution;
using SyntheticOps.Checker.Dns.Wire;
using SyntheticOps.Checks.Words;

namespace SyntheticOps.Checker.Tests.Dns.Dnssec;

/// <summary>Servers that are silent, differ or strip: real answers, changed on the way.</summary>
public sealed class ValidatorTests(SignedInternet net) : IClassFixture<SignedInternet>
{
    private static readonly DnsQuestion Asked = new(DnsName.Parse("alg13.example"), RecordType.A);

    [Theory]
    [InlineData(".", "DNSKEY")]
    [InlineData("example", "DS")]
    [InlineData("example", "DNSKEY")]
    [InlineData("alg13.example", "DS")]
    [InlineData("alg13.example", "DNSKEY")]
    [InlineData("alg13.example", "A")]
    public async Task ValidateAsync_NobodyAnswersOneQuestion_IsIndeterminateAndSaysWhich(string name, string type)
    {
        var silent = new DnsQuestion(DnsName.Parse(name), Enum.Parse<RecordType>(type));

        var answer = await Validator(new Changed(Lookup(), (question, link) => question == silent ? new Link(LookupStatus.Silent) { Detail = Saying.Text("nobody answered") } : link)).ValidateAsync(Asked, Token);

        answer.Status.ShouldBe(Trust.Indeterminate);
        answer.Silence.ShouldNotBeNull().ToString().ShouldContain("nobody answered");
        answer.Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task ValidateAsync_OneServerStrips_IsSecureByTheOther()
    {
        var answer = await Validator(new Changed(Lookup(), (question, link) => question == Asked ? Stripped(link) : link) { Other = link => link }).ValidateAsync(Asked, Token);

        answer.Status.ShouldBe(Trust.Secure);
        answer.Findings.Single().Code.ShouldBe("dnssec-rrsig-missing");
        answer.Findings.Single().Subject.ShouldEndWith($" at {net.First} of the test");
    }

    [Fact]
    public async Task ValidateAsync_EveryServerStrips_IsBogus()
    {
        var answer = await Validator(new Changed(Lookup(), (question, link) => question == Asked ? Stripped(link) : link) { Other = Stripped }).ValidateAsync(Asked, Token);

        answer.Status.ShouldBe(Trust.Bogus);
        answer.Findings.Single().Subject.ShouldBe("alg13.example A");
    }

    /// <summary>A proof of a neighbour, replayed, does not deny a name that exists.</summary>
    [Fact]
    public async Task ValidateAsync_ReplayedDenial_IsBogus()
    {
        var lookup = Lookup();
        var denial = await lookup.LinkAsync(new DnsQuestion(DnsName.Parse("zzz.alg13.example"), RecordType.A), Token);

        var answer = await Validator(new Changed(lookup, (question, link) => question == Asked ? denial : link)).ValidateAsync(Asked, Token);

        answer.Status.ShouldBe(Trust.Bogus);
        answer.Findings.Single().Code.ShouldBe("dnssec-nsec-missing");
    }

    /// <summary>Answers of a child that claims to be unsigned while the parent's DS is withheld.</summary>
    [Fact]
    public async Task ValidateAsync_DsWithheld_IsBogus()
    {
        var lookup = Lookup();
        var none = await lookup.LinkAsync(new DnsQuestion(DnsName.Parse("none.example"), RecordType.DS), Token);

        var answer = await Validator(new Changed(lookup, (question, link) => question.Type == RecordType.DS && question.Name.Labels == 2 ? none : question == Asked ? Stripped(link) : link)).ValidateAsync(Asked, Token);

        answer.Status.ShouldBe(Trust.Bogus);
    }

    [Fact]
    public async Task CollectAsync_ForwarderThatStrips_SaysNothing()
    {
        var facts = new DnsFacts { Name = Asked.Name, Answers = new AnswerBook(), IsAuthoritative = false };

        (await Survey(new Changed(Lookup(), (_, link) => Stripped(link))).CollectAsync(facts, [RecordType.A], Token)).ShouldBeNull();
        (await Survey(Lookup()).CollectAsync(facts, [RecordType.A], Token))!.Chain.Status.ShouldBe(Trust.Secure);
    }

    [Fact]
    public async Task TrustOfAsync_WarmChain_AsksNothing()
    {
        var (asked, cache) = (0, new TrustCache(TimeProvider.System));
        var lookup = new Changed(Lookup(), (_, link) =>
        {
            Interlocked.Increment(ref asked);
            return link;
        });
        (await Validator(lookup, cache).TrustOfAsync(Asked.Name, Token)).Status.ShouldBe(Trust.Secure);
        asked.ShouldBe(5);

        (await Validator(lookup, cache).TrustOfAsync(Asked.Name, Token)).Status.ShouldBe(Trust.Secure);
        asked.ShouldBe(5);

        cache.Forget(Asked.Name);
        (await Validator(lookup, cache).TrustOfAsync(Asked.Name, Token)).Status.ShouldBe(Trust.Secure);
        asked.ShouldBe(7);
    }

    [Fact]
    public async Task TrustOfAsync_NameOutsideEveryAnchor_IsIndeterminateWithoutAQuestion()
    {
        var anchor = new TrustAnchor(DnsName.Parse("other"), TestKey.Create().Ds("other"));

        (await new DnssecValidator(Lookup(), [anchor], new TrustCache(TimeProvider.System), new Judging(DateTimeOffset.UtcNow)).TrustOfAsync(Asked.Name, Token))
            .ShouldBeEquivalentTo(new ZoneTrust(Asked.Name, Trust.Indeterminate));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static Link Stripped(Link link) => link.Message is not { } message ? link : link with
    {
        Message = message with
        {
            Answers = [.. message.Answers.Where(record => record.Type != RecordType.RRSIG)],
            Authority = [.. message.Authority.Where(record => record.Type is not (RecordType.RRSIG or RecordType.NSEC or RecordType.NSEC3))],
        },
    };

    private IterativeLookup Lookup()
    {
        Assert.SkipWhen(net.Missing is not null, $"{net.Missing} is not installed");
        return new(new DnsClient(TimeProvider.System, _ => true), new DnsRoots([net.First], net.Port)) { Dnssec = true };
    }

    private IReadOnlyList<TrustAnchor> Anchors() => TrustAnchorFile.Parse(File.ReadAllText(net.AnchorFile));

    private DnssecValidator Validator(ISignedLookup lookup, TrustCache? cache = null) =>
        new(lookup, Anchors(), cache ?? new TrustCache(TimeProvider.System), new Judging(DateTimeOffset.UtcNow));

    private DnssecSurvey Survey(ISignedLookup lookup) => new(lookup, Anchors(), new TrustCache(TimeProvider.System), TimeProvider.System);

    /// <summary>Changes what the first server says; a second one says <see cref="Other"/>.</summary>
    private sealed class Changed(ISignedLookup inner, Func<DnsQuestion, Link, Link> change) : ISignedLookup
    {
        public Func<Link, Link>? Other { get; init; }

        public async Task<Link> LinkAsync(DnsQuestion question, CancellationToken token)
        {
            var link = await inner.LinkAsync(question, token);
            return change(question, link) with { Server = $"{link.Server.Split('(', ')')[1]} of the test" };
        }

        public async IAsyncEnumerable<Link> OthersAsync(DnsQuestion question, string seen, [EnumeratorCancellation] CancellationToken token)
        {
            if (Other is not null)
            {
                yield return Other(await inner.LinkAsync(question, token));
            }
        }
    }
}
