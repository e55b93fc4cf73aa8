using Agent.Planning;
using Agent.Plugins;
using Agent.Tests.World;

namespace Agent.Tests.Planning;

public sealed class MessageTextTests
{
    [Theory]
    [InlineData("  two   teas\t please \r\n now ", "two teas please now")]
    [InlineData("a\u0000b\u001b[31mc\u007f", "abc")]
    [InlineData("\u001b[2J\u001b[1;31mtea\u001b[0m", "tea")]
    [InlineData("\u001b[茶", "茶")]
    [InlineData("\u001bM [tea]", "M [tea]")]
    [InlineData("tea\u001b[", "tea")]
    [InlineData("a\u202eb\u200bc\ufeff", "abc")]
    [InlineData("\ud83d alone", "alone")]
    [InlineData("👨‍👩‍👧 tea", "👨‍👩‍👧 tea")]
    [InlineData("芋泥奶茶", "芋泥奶茶")]
    [InlineData("\u0007", "")]
    public void What_hides_is_taken_out(string text, string clean) => MessageText.Clean(text).ShouldBe(clean);

    [Fact]
    public async Task A_message_that_is_too_long_is_refused_in_words_and_not_kept_whole()
    {
        await using var shop = new Shop();

        var seen = await shop.TypeAsync(new string('x', 100_000));

        shop.Client.Requests.ShouldBeEmpty();
        seen.Said().ShouldContain("100,000 characters");
        seen.OfType<TurnStarted>().Single().Text!.Length.ShouldBeLessThan(100);
        seen[^1].ShouldBeOfType<TurnCompleted>();
    }

    [Fact]
    public async Task The_language_of_the_last_message_that_had_one_stays()
    {
        await using var shop = new Shop();
        shop.Client.Otherwise = (_, _) => [new Microsoft.Extensions.AI.TextContent("…")];

        (await shop.TypeAsync("Hallo, ich möchte Tee")).OfType<TurnStarted>().Single().Language.ShouldBe(Language.German);
        (await shop.TypeAsync("latte macchiato")).OfType<TurnStarted>().Single().Language.ShouldBe(Language.German);
        (await shop.TypeAsync("来一杯奶茶")).OfType<TurnStarted>().Single().Language.ShouldBe(Language.Chinese);
        (await shop.TypeAsync("来一杯奶茶", language: Language.English)).OfType<TurnStarted>().Single().Language.ShouldBe(Language.English);
    }
}
