namespace SyntheticOps.Cli.Tests;

/// <summary>Arguments that cannot be taken: exit 2 and words, never a stack trace.</summary>
public sealed class CommandLineTests
{
    [Theory]
    [InlineData("", "Required command")]
    [InlineData("bogus", "bogus")]
    [InlineData("run --bogus", "--bogus")]
    [InlineData("run --timeout", "--timeout")]
    [InlineData("run --timeout 0", "from 1 to 86400")]
    [InlineData("run --timeout -5", "from 1 to 86400")]
    [InlineData("run --timeout 99999999999999", "from 1 to 86400")]
    [InlineData("run --timeout 1.5", "from 1 to 86400")]
    [InlineData("run --timeout 5 --timeout 6", "--timeout")]
    [InlineData("run -c", "-c")]
    [InlineData("run -c /nowhere/synthetics.yaml", "/nowhere/synthetics.yaml")]
    [InlineData("run --json /nowhere/x.json", "--json")]
    [InlineData("run --json /", "--json")]
    [InlineData("run --artifacts /dev/null/x", "--artifacts")]
    [InlineData("run --only", "--only")]
    [InlineData("drill", "Required argument missing")]
    [InlineData("drill nonsense", "nonsense")]
    [InlineData("drill all --shop", "--shop")]
    [InlineData("drill all --shop 127.0.0.1:5090", "takes an http or https address")]
    [InlineData("drill all --shop ftp://127.0.0.1", "takes an http or https address")]
    [InlineData("drill all --collector http://user:secret@127.0.0.1", "takes an http or https address")]
    [InlineData("drill all --collector http://127.0.0.1/path", "takes an http or https address")]
    [InlineData("drill all --detect-within 0", "from 1 to 270")]
    [InlineData("drill all --recover-within 271", "from 1 to 270")]
    [InlineData("drill all -c /nowhere/synthetics.yaml", "No running collector was found")]
    public async Task RunAsync_ImpossibleArguments_Exit2AndSayWhich(string arguments, string says)
    {
        var (exit, errors) = await RunAsync(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        exit.ShouldBe(2);
        errors.ShouldContain(says);
        errors.ShouldNotContain("   at ");
        errors.ShouldNotContain("Exception");
        errors.ShouldNotContain("secret");
    }

    [Theory]
    [InlineData("run", "--json", "")]
    [InlineData("run", "-c", " ")]
    [InlineData("drill", "all", "--collector", "")]
    public async Task RunAsync_EmptyValue_Exit2(params string[] arguments) => (await RunAsync(arguments)).Exit.ShouldBe(2);

    [Theory]
    [InlineData("--help")]
    [InlineData("run", "--help")]
    [InlineData("drill", "-h")]
    [InlineData("--version")]
    public async Task RunAsync_Help_Exit0(params string[] arguments)
    {
        var (exit, errors) = await RunAsync(arguments);

        exit.ShouldBe(0);
        errors.ShouldBeEmpty();
    }

    private static async Task<(int Exit, string Errors)> RunAsync(string[] arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var exit = await CommandLine.RunAsync(arguments, output, errors);
        return (exit, errors.ToString());
    }
}
