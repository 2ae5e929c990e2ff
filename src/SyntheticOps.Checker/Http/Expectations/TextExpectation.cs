using SyntheticOps.Checks.Configuration;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Http.Expectations;

/// <summary>`text: Parfums` must stand in the body, `text-absent: Exception` must not; letter by letter.</summary>
internal sealed class TextExpectation(string text, bool present) : IExpectation
{
    public static TextExpectation Read(ConfigNode node, bool present)
    {
        var text = node.AsText();
        if (text.Length == 0)
        {
            node.Fail("a text of at least one character is expected");
        }

        return new TextExpectation(text, present);
    }

    public Finding? Judge(HttpExchange exchange)
    {
        var found = exchange.Text().Contains(text, StringComparison.Ordinal);
        return found == present
            ? null
            : present
                ? Unmet.Finding("text-missing", exchange.Url.AbsolutePath, text, "", $"The text \"{Unmet.Short(text)}\" is missing from the page.")
                : Unmet.Finding("text-present", exchange.Url.AbsolutePath, "", text, $"The text \"{Unmet.Short(text)}\" stands on the page and must not.");
    }
}
