using System.Runtime.CompilerServices;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Text with holes that are filled when the application starts.</summary>
public sealed class ReferenceExpression : IValueProvider, IManifestExpressionProvider
{
    private readonly IReadOnlyList<IValueProvider> _parts;

    private ReferenceExpression(IReadOnlyList<IValueProvider> parts, string valueExpression) => (_parts, ValueExpression) = (parts, valueExpression);

    public string ValueExpression { get; }

    public async ValueTask<string?> GetValueAsync(CancellationToken cancellationToken)
    {
        var text = new System.Text.StringBuilder();
        foreach (var part in _parts)
        {
            text.Append(await part.GetValueAsync(cancellationToken));
        }

        return text.ToString();
    }

    /// <summary>Takes an interpolated string apart into text and holes.</summary>
    [InterpolatedStringHandler]
    public ref struct ExpressionInterpolatedStringHandler
    {
        private readonly List<IValueProvider> _parts;
        private readonly System.Text.StringBuilder _expression;

        public ExpressionInterpolatedStringHandler(int literalLength, int formattedCount) =>
            (_parts, _expression) = (new(2 * formattedCount + 1), new(literalLength));

        public readonly void AppendLiteral(string value)
        {
            _parts.Add(new LiteralValue(value));
            _expression.Append(value);
        }

        public readonly void AppendFormatted(string? value) => AppendLiteral(value ?? "");

        public void AppendFormatted<T>(T valueProvider)
            where T : IValueProvider, IManifestExpressionProvider
        {
            _parts.Add(valueProvider);
            _expression.Append(valueProvider.ValueExpression);
        }

        public void AppendFormatted<T>(IResourceBuilder<T> valueProvider)
            where T : IResource, IValueProvider, IManifestExpressionProvider => AppendFormatted(valueProvider.Resource);

        internal readonly ReferenceExpression GetExpression() => new([.. _parts], _expression.ToString());
    }
}
