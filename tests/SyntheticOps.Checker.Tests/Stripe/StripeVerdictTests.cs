using SyntheticOps.Checker.Http;
using SyntheticOps.Checker.Stripe;

namespace SyntheticOps.Checker.Tests.Stripe;

public sealed class StripeVerdictTests
{
    private static readonly Uri Api = new("https://api.stripe.com/");
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly StripeOptions Options = new() { Api = Api, Key = "", UndeliveredAtMost = 0, Grace = TimeSpan.FromMinutes(5), LookBack = TimeSpan.FromDays(1) };

    [Fact]
    public void OfAnswer_EachAnswer_SaysWhatIsWrong()
    {
        StripeVerdict.OfAnswer(Answer(401))!.ShouldSay(
            "api.stripe.com answered 401: the key is wrong or may not read events.", "api.stripe.com a répondu 401 : la clé est fausse ou n’a pas le droit de lire les événements.");
        StripeVerdict.OfAnswer(Answer(500))!.ShouldSay("api.stripe.com answered 500 instead of a list of events.", "api.stripe.com a répondu 500 au lieu d’une liste d’événements.");
        StripeVerdict.OfAnswer(Answer(200) with { BodyTruncated = true })!.ShouldSay("The list of events from api.stripe.com is too long.", "La liste des événements de api.stripe.com est trop longue.");
        StripeVerdict.OfAnswer(Answer(200) with { Failure = HttpFaults.Ended("api.stripe.com", PhaseClock.Processing) })!.ShouldSay(
            "api.stripe.com ended the connection before its answer was complete.", "api.stripe.com a coupé la connexion avant la fin de sa réponse.");
        StripeVerdict.Unreadable(Answer(200)).ShouldSay("api.stripe.com did not answer with a list of events.", "api.stripe.com n’a pas répondu par une liste d’événements.");
    }

    [Theory]
    [InlineData(1, true, "Stripe could not deliver 1 event; the oldest waits for 90m.", "Stripe n’a pas pu livrer 1 événement ; le plus ancien attend depuis 90 min.")]
    [InlineData(12, false, "Stripe could not deliver 12 or more events; the oldest waits for 90m.", "Stripe n’a pas pu livrer 12 événements ou plus ; le plus ancien attend depuis 90 min.")]
    public void Judge_Undelivered_SaysHowManyAndSinceWhen(int count, bool complete, string english, string french)
    {
        var events = Enumerable.Range(0, count).Select(i => new ListedEvent($"evt_{i}", "payment_intent.succeeded", Now.AddMinutes(-90))).ToList();

        StripeVerdict.Judge(events, complete, Options, Now).ShouldSay(english, french);
    }

    private static HttpExchange Answer(int status) => new() { Requested = Api, Url = Api, Timings = new HttpTimings(), Hops = [new HttpHop(Api, status, [])] };
}
