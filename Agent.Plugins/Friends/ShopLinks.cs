namespace Agent.Plugins.Friends;

/// <summary>The links that people send each other, and how they are read back.</summary>
public sealed record ShopLinks
{
    internal const string Invite = "inv_";
    internal const string VoucherGift = "gft_";

    /// <summary>What stands before the token; a host with pages of its own sets the address of the page that claims.</summary>
    public string Base { get; init; } = "agent://friend/";

    internal string To(string token) => Base + token;

    /// <summary>The token or code in what a person typed or pasted: a link's last part, or the text itself.</summary>
    internal static string Read(string text)
    {
        var plain = text.Trim();
        var query = plain.IndexOfAny(['?', '#']);
        if (query >= 0) plain = plain[..query];
        return plain.TrimEnd('/').Split('/')[^1];
    }
}
