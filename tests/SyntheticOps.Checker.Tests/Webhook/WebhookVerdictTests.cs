using System.Text;
using SyntheticOps.Checker.Http;
using SyntheticOps.Checker.Http.Expectations;
using SyntheticOps.Checker.Webhook;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Tests.Webhook;

public sealed class WebhookVerdictTests
{
    private static readonly Uri Url = new("https://shop.test/api/hook");
    private static readonly WebhookEffect Effect = new("/api/orders/$run", [StatusExpectation.Default], TimeSpan.FromSeconds(5));

    [Fact]
    public void OfOrder_EachAnswer_SaysWhatIsWrong()
    {
        WebhookVerdict.NotRecognisable(Url).ShouldSay(
            "A test order needs SYNOPS_PROBE_KEY here and https://shop.test among the site's own-origins.",
            "Une commande d’essai demande SYNOPS_PROBE_KEY ici, et https://shop.test parmi les own-origins du site.");
        WebhookVerdict.OfOrder(Answer(404))!.ShouldSay(
            "/api/hook answered 404: the shop does not know this probe or makes no test orders.",
            "/api/hook a répondu 404 : la boutique ne connaît pas cette sonde ou ne fait pas de commandes d’essai.");
        WebhookVerdict.OfOrder(Answer(500))!.ShouldSay("A test order was asked for and shop.test answered 500.", "Une commande d’essai a été demandée et shop.test a répondu 500.");
        WebhookVerdict.NoOrder(Answer(200)).ShouldSay(
            "shop.test made a test order but did not say its paymentIntent, totalCents and currency.",
            "shop.test a créé une commande d’essai sans dire son paymentIntent, son totalCents et sa currency.");
    }

    [Fact]
    public void OfDelivery_Refused_SaysTheStatus() =>
        WebhookVerdict.OfDelivery(Answer(500))!.ShouldSay("The webhook answered 500 to a signed event.", "Le webhook a répondu 500 à un événement signé.");

    [Fact]
    public void OfEffect_None_SaysWhatWasWaitedFor()
    {
        WebhookVerdict.OfEffect(Answer(404), Url, Effect)!.ShouldSay(
            "The webhook took the event, but nothing came of it within 5s: shop.test answered 404 instead of 2xx.",
            "Le webhook a pris l’événement, mais rien n’en est venu au bout de 5 s : l’adresse /api/hook a répondu 404 au lieu de 2xx.");
        WebhookVerdict.OfSecondEffect(Answer(404), Url, Effect)!.ShouldSay(
            "The same event a second time had an effect of its own: shop.test answered 404 instead of 2xx.",
            "Le même événement envoyé une seconde fois a eu son propre effet : l’adresse /api/hook a répondu 404 au lieu de 2xx.");
    }

    [Fact]
    public void OfRepeat_Refused_SaysThatItNeverStops() => WebhookVerdict.OfRepeat(Answer(409))!.ShouldSay(
        "The webhook answered 409 to an event that it has taken before; the sender will never stop to repeat it.",
        "Le webhook a répondu 409 à un événement qu’il a déjà pris ; l’expéditeur ne cessera pas de le répéter.");

    [Theory]
    [InlineData("bad-signature", 200, "The webhook answered 200 to an event with a wrong signature.", "Le webhook a répondu 200 à un événement mal signé.")]
    [InlineData("replay", 500, "The webhook answered 500 to an event signed six minutes ago.", "Le webhook a répondu 500 à un événement signé il y a six minutes.")]
    public void OfForgery_NotRefused_SaysWhatItWas(string forgery, int status, string english, string french) =>
        WebhookVerdict.OfForgery(Answer(status), forgery)!.ShouldSay(english, french);

    [Fact]
    public void OfDelivery_NoAnswer_SaysTheFault()
    {
        var result = WebhookVerdict.OfDelivery(Answer(0) with { Failure = HttpFaults.Ended("shop.test", PhaseClock.Processing) })!;

        result.ShouldSay("shop.test ended the connection before its answer was complete.", "shop.test a coupé la connexion avant la fin de sa réponse.");
        result.Findings.ShouldHaveSingleItem().Text.ShouldBe("The webhook was sent a signed event: shop.test ended the connection before its answer was complete.");
        result.Reason.ShouldBe(Reasons.ResponseEnded);
    }

    private static HttpExchange Answer(int status) =>
        new() { Requested = Url, Url = Url, Timings = new HttpTimings(), Hops = [new HttpHop(Url, status, [])], Body = Encoding.UTF8.GetBytes("{}") };
}
