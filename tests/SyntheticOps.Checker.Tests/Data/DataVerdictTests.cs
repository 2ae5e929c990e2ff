using SyntheticOps.Checker.Data;
using SyntheticOps.Checker.Data.Restore;
using SyntheticOps.Checker.Data.Rules;
using SyntheticOps.Checks.Words;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Tests.Data;

public sealed class DataVerdictTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static TheoryData<Finding?, string, string> Found { get; } = new()
    {
        { CountRule.Judge("orders", 3, 10, 5), "orders has 3 rows; there were 10, and 5 % may go.", "orders a 3 lignes ; il y en avait 10." },
        { CountRule.Gone("orders", 10), "The table orders is gone; it had 10 rows.", "orders a 0 lignes ; il y en avait 10." },
        { NewestRule.Judge("orders", null, Now, TimeSpan.FromHours(2), null), "orders has no row at all.", "orders n’a aucune ligne." },
        {
            NewestRule.Judge("orders", Now.AddHours(-5), Now, TimeSpan.FromHours(2), null),
            "The newest row of orders is from 2026-03-01T07:00:00Z, older than 2h.",
            "La ligne la plus récente de orders est du 01/03/2026 à 07:00:00 UTC, plus ancienne que 2 h."
        },
        { OrphansRule.Judge("payments", 4, 0), "payments: 4 rows belong to nothing, at most 0 may.", "payments : 4 lignes ne se rattachent à rien, 0 au plus sont admises." },
        { DuplicatesRule.Judge("payments", 2, 0), "payments: 2 values stand there more than once, at most 0 may.", "payments : 2 valeurs existent plus d’une fois, 0 au plus sont admises." },
        { BackupRule.Judge(new BackupSeen(null), Now, TimeSpan.FromDays(1), 1), "There is no backup at all.", "Il n’y a aucune sauvegarde." },
        {
            BackupRule.Judge(new BackupSeen(Now.AddDays(-3)), Now, TimeSpan.FromDays(1), 1),
            "The newest backup is from 2026-02-26T12:00:00Z, older than 1d.",
            "La sauvegarde la plus récente est du 26/02/2026 à 12:00:00 UTC, plus ancienne que 1 j."
        },
        { BackupRule.Judge(new BackupSeen(Now, 5), Now, TimeSpan.FromDays(1), 100), "The newest backup has 5 bytes; at least 100 are expected.", "La sauvegarde la plus récente fait 5 octets ; 100 au moins sont attendus." },
        { BackupRule.Judge(new BackupSeen(null, Fault: Saying.Of("backup.no-time")), Now, TimeSpan.FromDays(1), 100), "The backups could not be looked at: the answer has no time at that path.", "Les sauvegardes n’ont pas pu être vues : la réponse n’a pas de date à cet endroit." },
        { ConnectionsRule.Judge(90, 97, 80), "90 of the 97 connections of the database are in use, more than 80 %.", "90 des 97 connexions de la base sont prises, plus qu’il n’est admis." },
        { RestoreVerdict.Failed("shop.dump", "pg_restore: error"), "shop.dump cannot be restored: pg_restore: error", "shop.dump ne se restaure pas : pg_restore: error" },
        { RestoreVerdict.NoDump("*.dump"), "There is no dump *.dump.", "Il n’y a pas de sauvegarde *.dump." },
    };

    [Theory]
    [MemberData(nameof(Found), DisableDiscoveryEnumeration = true)]
    public void Judge_OneFinding_IsSaidInBothLanguages(Finding? finding, string english, string french) =>
        DataVerdict.Judge([finding.ShouldNotBeNull()]).ShouldSay(english, french);
}
