using SyntheticOps.Checker.Http;
using SyntheticOps.Checks;

namespace SyntheticOps.Checker.Tests.Http;

public sealed class HttpFaultsTests
{
    private static readonly Uri Url = new("https://shop.test/");

    [Theory]
    [InlineData("resolve", "The name shop.test was not resolved within 2m.", "Le nom shop.test n’était pas résolu au bout de 2 min.")]
    [InlineData("connect", "shop.test did not accept a connection within 2m.", "shop.test n’avait accepté aucune connexion au bout de 2 min.")]
    [InlineData("tls", "The TLS handshake with shop.test did not finish within 2m.", "La négociation TLS avec shop.test n’était pas terminée au bout de 2 min.")]
    [InlineData("processing", "shop.test accepted the connection but did not answer within 2m.", "shop.test a accepté la connexion, mais n’avait pas répondu au bout de 2 min.")]
    [InlineData("transfer", "The answer of shop.test did not end within 2m.", "La réponse de shop.test n’était pas complète au bout de 2 min.")]
    public void Explain_Timeout_SaysWhatWasWaitedFor(string phase, string english, string french) =>
        Result(new OperationCanceledException(), phase).ShouldSay(english, french);

    [Theory]
    [InlineData(HttpRequestError.ResponseEnded, "shop.test ended the connection before its answer was complete.", "shop.test a coupé la connexion avant la fin de sa réponse.")]
    [InlineData(HttpRequestError.ConfigurationLimitExceeded, "The headers from shop.test are longer than 64 KiB.", "Les en-têtes de shop.test dépassent 64 Kio.")]
    [InlineData(HttpRequestError.InvalidResponse, "The answer of shop.test is not HTTP.", "La réponse de shop.test n’est pas du HTTP.")]
    [InlineData(HttpRequestError.HttpProtocolError, "shop.test broke the rules of HTTP/2.", "shop.test n’a pas respecté les règles de HTTP/2.")]
    [InlineData(HttpRequestError.ConnectionError, "No connection to shop.test.", "Aucune connexion à shop.test.")]
    [InlineData(HttpRequestError.SecureConnectionError, "The TLS handshake with shop.test failed.", "La négociation TLS avec shop.test a échoué.")]
    [InlineData(HttpRequestError.Unknown, "The answer of shop.test could not be read.", "La réponse de shop.test n’a pas pu être lue.")]
    public void Explain_Error_SaysWhatTheServerDid(HttpRequestError error, string english, string french) =>
        Result(new HttpRequestException(error), PhaseClock.Processing).ShouldSay(english, french);

    [Fact]
    public void Explain_WrongEncoding_SaysSo() => Result(new InvalidDataException(), PhaseClock.Transfer)
        .ShouldSay("The body from shop.test does not follow its Content-Encoding.", "Le contenu envoyé par shop.test ne correspond pas à son Content-Encoding.");

    private static CheckResult Result(Exception e, string phase) => HttpFaults.Explain(e, Url, phase, TimeSpan.FromSeconds(120)).ToResult(Url.IdnHost);
}
