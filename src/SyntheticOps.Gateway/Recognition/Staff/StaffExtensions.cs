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
        string Folder(string name) => shared is { Length: > 0 } ? OwnerOnly.CreateDirectory(Path.Combine(Path.GetFullPath(shared), name)).FullName : data.Folder(name);

        var services = builder.Services;
        services.AddOptions<StaffOptions>()
            .BindConfiguration(StaffOptions.Section, options => options.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddDataProtection().SetApplicationName("SyntheticOps.Gateway").PersistKeysToFileSystem(new DirectoryInfo(Folder("protection")));
        services.AddSingleton<IBeforeStart, ProtectionKeys>();
        services.AddSingleton(_ => new StaffFolder(Folder("staff")));
        services.AddSingleton<StaffPasses>();
        services.AddSingleton<StaffCookie>();
        services.AddSingleton<StaffGate>();
        services.AddSingleton<StaffPageWriter>();
    }

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
                throw new StartupException(
                    Names.ExitCodes.Configuration,
                    $"The keys that protect staff passes cannot be read ({(e.InnerException ?? e).Message}). Restore the folder protection below the data folder (or {StaffOptions.Section}:{nameof(StaffOptions.Folder)}), or remove it: issued passes are then void.");
            }
        }
    }
}
