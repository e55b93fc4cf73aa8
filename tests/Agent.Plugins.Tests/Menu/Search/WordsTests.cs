using Agent.Plugins.Menu.Search;

namespace Agent.Plugins.Tests.Menu.Search;

public sealed class WordsTests
{
    [Theory]
    [InlineData("Grüntee", "gruntee")]
    [InlineData("GRUENTEE", "gruntee")]
    [InlineData("Soße", "sosse")]
    [InlineData("Latté", "latte")]
    [InlineData("McDonald’s", "mcdonalds")]
    [InlineData("ｔａｒｏ", "taro")]
    [InlineData("İSTANBUL", "istanbul")]
    public void Words_are_folded(string word, string folded) => Words.Split(word).ShouldBe([new Token(folded, false)]);

    [Theory]
    [InlineData("tea", "teas")]
    [InlineData("Tee", "Tees")]
    [InlineData("Milchtee", "Milchtees")]
    [InlineData("Suppe", "Suppen")]
    [InlineData("Nudel", "Nudeln")]
    [InlineData("Banane", "Bananen")]
    [InlineData("Apfel", "Äpfel")]
    [InlineData("tomato", "tomatoes")]
    [InlineData("berry", "berries")]
    [InlineData("cookie", "cookies")]
    [InlineData("dish", "dishes")]
    [InlineData("box", "boxes")]
    public void One_and_many_are_the_same_word(string one, string many) => Words.Key(Words.Split(one)).ShouldBe(Words.Key(Words.Split(many)));

    [Fact]
    public void Runs_of_characters_become_pairs_and_stay_apart_from_letters()
    {
        Words.Split("冰taro奶茶3").ShouldBe([new("冰", true), new("taro", false), new("奶茶", true), new("3", false)]);
        Words.Terms(new Token("香芋奶茶", true)).ShouldBe(["香", "芋", "奶", "茶", "香芋", "芋奶", "奶茶"]);
    }

    [Theory]
    [InlineData("milk", "milk", 0)]
    [InlineData("mlik", "milk", 1)]
    [InlineData("mil", "milk", 1)]
    [InlineData("milks", "milk", 1)]
    [InlineData("silk", "milk", 1)]
    [InlineData("capuchino", "cappuccino", 2)]
    [InlineData("coffee", "milk", 3)]
    public void Slips_are_counted_up_to_a_bound(string a, string b, int distance)
    {
        Vocabulary.Distance(a, b, 2).ShouldBe(distance);
        Vocabulary.Distance(b, a, 2).ShouldBe(distance);
    }

    [Theory]
    [InlineData("taromilchtee", "taro milchte")]
    [InlineData("milktea", "milk tea")]
    [InlineData("karotte", "")]
    [InlineData("milch", "")]
    public void Compounds_are_taken_apart_into_known_words(string word, string parts)
    {
        HashSet<string> known = ["taro", "milch", "milchte", "milk", "tea", "kar", "ott"];
        string.Join(' ', Compounds.Split(word, known.Contains)).ShouldBe(parts);
    }
}
