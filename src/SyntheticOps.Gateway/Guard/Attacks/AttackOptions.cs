using System.ComponentModel.DataAnnotations;

namespace SyntheticOps.Gateway.Guard.Attacks;

/// <summary>`Guard:Logins`: what a failed login is, and how many are an attack.</summary>
internal sealed class LoginOptions
{
    /// <summary>Paths to which the login form is posted; empty: logins are not watched.</summary>
    public string[] Paths { get; set; } = [];

    /// <summary>Answers of the shop that mean a wrong password; default: 401, 403.</summary>
    public int[] FailureStatus { get; set; } = [];

    /// <summary>Form field or JSON member that names the account; only a keyed hash of it is kept; default: email.</summary>
    [Required]
    public string Account { get; set; } = "email";

    /// <summary>Failures of one address; default: 10.</summary>
    [Range(1, 10_000)]
    public int PerAddress { get; set; } = 10;

    /// <summary>Failures for one account, from wherever; default: 10.</summary>
    [Range(1, 10_000)]
    public int PerAccount { get; set; } = 10;

    /// <summary>Addresses that fail within the window, while more logins fail than succeed; default: 10.</summary>
    [Range(2, 10_000)]
    public int Addresses { get; set; } = 10;

    /// <summary>The window, seconds; default: 300.</summary>
    [Range(10, 3_600)]
    public int WithinS { get; set; } = 300;
}

/// <summary>`Guard:Scanner`: requests for what no shop of ours has.</summary>
internal sealed class ScannerOptions
{
    /// <summary>Further texts in a path that only a scanner asks for; the known ones are built in.</summary>
    public string[] Paths { get; set; } = [];

    /// <summary>Such requests of one address, answered with 4xx; default: 5.</summary>
    [Range(1, 10_000)]
    public int PerAddress { get; set; } = 5;

    /// <summary>The window, seconds; default: 300.</summary>
    [Range(10, 3_600)]
    public int WithinS { get; set; } = 300;

    /// <summary>Requests beyond a rate limit by one address within 60 s that are a flood; default: 100.</summary>
    [Range(1, 1_000_000)]
    public int Flood { get; set; } = 100;
}

/// <summary>`Guard:Automatic`: blocks by the gateway itself.</summary>
internal sealed class AutomaticOptions
{
    /// <summary>Whether it may; default: no.</summary>
    public bool Enabled { get; set; }

    /// <summary>How long, seconds; default: 900.</summary>
    [Range(10, 86_400)]
    public int ForS { get; set; } = 900;

    /// <summary>Most addresses at once; default: 100.</summary>
    [Range(1, 10_000)]
    public int Maximum { get; set; } = 100;
}
