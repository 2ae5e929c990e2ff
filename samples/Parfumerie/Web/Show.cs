using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Parfumerie.Web;

/// <summary>Answers with a page, rendered as a whole before the first byte is sent.</summary>
internal static class Show
{
    /// <param name="parameters">An anonymous object with the page's parameters.</param>
    public static RazorComponentResult Page<TPage>(object parameters, int status = StatusCodes.Status200OK)
        where TPage : IComponent =>
        new RazorComponentResult<TPage>(parameters) { StatusCode = status, PreventStreamingRendering = true };
}
