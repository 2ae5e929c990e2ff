using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using SyntheticOps.ServiceDefaults;
using SyntheticOps.ServiceDefaults.Configuration;
using SyntheticOps.ServiceDefaults.Hosting;

namespace SyntheticOps.Gateway.Recognition.Staff;

internal static class StaffExtensions
{
    /// <summary>Passes for the shop's people, and the keys that seal their cookies.</summary>
    public static void AddStaff(this WebApplicationBuilder builder, DataFolder data)
    {
        var shared = builder.Configuration[$"{StaffOptions.Section}:{nameof(StaffOptions.Folder)}"];
        var services = builder.Services;
        services.AddOptions<StaffOptions>()
            .BindConfiguration(StaffOptions.Section, options => options.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddDataProtection().SetApplicationName("SyntheticOps.Gateway").PersistKeysToFileSystem(new DirectoryInfo(Folder(data, shared, "protection")));
        services.AddSingleton<IBeforeStart, ProtectionKeys>();
        services.AddSingleton(_ => new StaffFolder(Folder(data, shared, "staff")));
        services.AddSingleton<StaffPasses>();
        services.AddSingleton<StaffCookie>();
        services.AddSingleton<StaffGate>();
        services.AddSingleton<StaffPageWriter>();
    }

    private static string Folder(DataFolder data, string? shared, string name)
    {
        try
        {
            return shared is { Length: > 0 } ? OwnerOnly.CreateDirectory(Path.Combine(Path.GetFullPath(shared), name)).FullName : data.Folder(name);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(e);
        }
    }

    private static StartupException Unreadable(Exception e) => new(
        Names.ExitCodes.Configuration,
        $"The keys that protect staff passes cannot be read ({(e.InnerException ?? e).Message}). Restore the folder protection below the data folder (or {StaffOptions.Section}:{nameof(StaffOptions.Folder)}), "
            + "or remove it: issued passes are then void. Until then --maintenance-only serves nothing but the maintenance page.");

    /// <summary>Without keys that can be read and written nobody's pass could be told from a forgery: better not to start.</summary>
    private sealed class ProtectionKeys(IServiceProvider services) : IBeforeStart
    {
        public void Verify()
        {
            try
            {
                services.GetRequiredService<IDataProtectionProvider>().CreateProtector("start").Protect("probe");
            }
            catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException or System.Xml.XmlException)
            {
                throw Unreadable(e);
            }
        }
    }
}
