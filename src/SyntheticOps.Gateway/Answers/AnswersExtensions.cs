using Microsoft.Extensions.Options;

namespace SyntheticOps.Gateway.Answers;

internal static class AnswersExtensions
{
    public static void AddAnswers(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<BrandAssets>();
        builder.Services.AddSingleton<BrandRenderer>();
        builder.Services.AddSingleton<PageCache>();
        builder.Services.AddSingleton<AnswerWriter>();
        builder.Services.AddSingleton<IValidateOptions<PageOptions>, PageOptionsValidator>();
        builder.Services.AddOptions<PageOptions>()
            .BindConfiguration("Page", options => options.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations()
            .ValidateOnStart();
    }
}
